import * as v from 'valibot';
import { GUARANTEE_KINDS } from './rules.ts';

/** Files that a contractor attaches: 保証証書・保証証券, 領収書. Equal to `attachment.kind` in SQL. */
export const GUARANTEE_FILES = ['security', 'receipt'] as const;
export type GuaranteeFile = (typeof GUARANTEE_FILES)[number];

/** What staff say of a guarantee. Equal to the check of SQL `guarantee.review`. */
export const GUARANTEE_REVIEWS = ['accepted', 'replace'] as const;
export type GuaranteeReview = (typeof GUARANTEE_REVIEWS)[number];

/** Decisions of `staff_guarantee_review`. */
export const GUARANTEE_DECISIONS = ['accept', 'replace'] as const;
export type GuaranteeDecision = (typeof GUARANTEE_DECISIONS)[number];

const uuid = v.pipe(v.string(), v.uuid());
const text = (max: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max));

/** What the contractor gives: a file, the number and key of 電子保証, or why none is needed. */
export const givenGuaranteeSchema = v.variant('kind', [
  v.object({ kind: v.picklist(['security', 'cash']), attachmentId: uuid }),
  v.object({ kind: v.literal('electronic'), contractNumber: text(100), accessKey: text(100) }),
  v.object({ kind: v.literal('exempt'), grounds: text(1000) }),
]);
export type GivenGuarantee = v.InferOutput<typeof givenGuaranteeSchema>;

const attachmentSchema = v.object({
  id: uuid,
  name: v.string(),
  /** Octets. */
  size: v.number(),
  /** Null where a seal or a restriction hides the pages. */
  pageCount: v.nullable(v.number()),
  sha256Hex: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});

/** The guarantee of an envelope as the holder of a link sees it (SQL `link_guarantee`). */
export const guaranteeViewSchema = v.object({
  /** Kinds to choose among, at least one. */
  kinds: v.array(v.picklist(GUARANTEE_KINDS)),
  /** True while it may be given or replaced. */
  open: v.boolean(),
  /** The kind being prepared. */
  chosen: v.nullable(v.picklist(GUARANTEE_KINDS)),
  /** 納付書. */
  paymentSlip: v.nullable(attachmentSchema),
  /** The version that counts; null where nothing was given. */
  given: v.nullable(
    v.object({
      kind: v.picklist(GUARANTEE_KINDS),
      attachment: v.nullable(attachmentSchema),
      contractNumber: v.nullable(v.string()),
      grounds: v.nullable(v.string()),
      submittedAt: v.string(),
      review: v.nullable(v.picklist(GUARANTEE_REVIEWS)),
      reviewReason: v.nullable(v.string()),
    }),
  ),
  /** Where originals go. */
  originalsTo: v.nullable(v.string()),
  /** Where the original goes and the day on which it came, `YYYY-MM-DD`; null where none is due. */
  originals: v.nullable(v.object({ to: v.nullable(v.string()), receivedOn: v.nullable(v.string()) })),
});
export type GuaranteeView = v.InferOutput<typeof guaranteeViewSchema>;

/** Whether the contractor still has to give something, as SQL `consent_guarantee` decides it. */
export function isGuaranteeUnfinished(guarantee: Pick<GuaranteeView, 'given'> | null): boolean {
  return guarantee !== null && (guarantee.given === null || guarantee.given.review === 'replace');
}
