import * as v from 'valibot';
import type { Outcome } from './outcome.ts';

/** What the service answers of an envelope's certificates. */
export const redactedCopiesSchema = v.array(
  v.object({
    certificateId: v.string(),
    documentName: v.string(),
    made: v.boolean(),
    requested: v.boolean(),
    /** Given up, or tried again and again in vain: it may be asked for once more. */
    failed: v.boolean(),
  }),
);
/** A certificate of conclusion, and how its copy 「一部非表示」 stands. */
export type RedactedCopy = v.InferOutput<typeof redactedCopiesSchema>[number];

/** Where the copies of one envelope's certificates are asked for: by its link, or on the shelf. */
export interface RedactedCopySource {
  /** Certificates of which a copy can be made; none where it cannot any more. */
  redactedCopies(): Promise<Outcome<readonly RedactedCopy[]>>;
  /** Has one made, once for everybody, or tried again where that failed. */
  askRedactedCopy(certificateId: string): Promise<Outcome<unknown>>;
}
