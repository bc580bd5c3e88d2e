import * as v from 'valibot';
import {
  ENVELOPE_STATUSES,
  PARTY_STATUSES,
  WAITING_FOR,
  type DocumentKind,
  type EnvelopeStatus,
} from './envelope.ts';
import { VENTURE_ROLES } from './case.ts';
import { linkContractKindSchema } from './contract-standing.ts';
import { SIGNER_FACTORS } from './rules.ts';
import { guaranteeViewSchema, isGuaranteeUnfinished } from './guarantee.ts';

const sha256Hex = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** An instant as PostgREST writes it; kept as text, since JSON travels on to the screen. */
const instant = v.pipe(v.string(), v.isoTimestamp());

/** Who operates the phone: the 名義人, or a person the 名義人 lets do so. Equal to SQL `operator_kind`. */
export const OPERATOR_KINDS = ['principal', 'delegate'] as const;
export type OperatorKind = (typeof OPERATOR_KINDS)[number];

/** What the contractor has done so far; phone and PC share it. */
const progressSchema = v.object({
  openedDocumentIds: v.array(v.pipe(v.string(), v.uuid())),
  noteRead: v.boolean(),
  principalConfirmed: v.boolean(),
  operatorKind: v.nullable(v.picklist(OPERATOR_KINDS)),
  operatorName: v.nullable(v.string()),
});
export type SigningProgress = v.InferOutput<typeof progressSchema>;

/** Progress of a link that was never begun. */
export const EMPTY_PROGRESS: SigningProgress = {
  openedDocumentIds: [],
  noteRead: false,
  principalConfirmed: false,
  operatorKind: null,
  operatorName: null,
};

const viewDocumentSchema = v.object({
  id: v.pipe(v.string(), v.uuid()),
  name: v.string(),
  ord: count,
  pageCount: count,
  certificateId: v.nullable(v.string()),
  /** SHA-256 of the bytes this party sees and would consent to. */
  sha256Hex,
  length: count,
});

/** Answer of `link_view` and of `GET /signing/view`. */
export const signingViewSchema = v.object({
  envelopeId: v.pipe(v.string(), v.uuid()),
  partyId: v.pipe(v.string(), v.uuid()),
  status: v.picklist(ENVELOPE_STATUSES),
  partyStatus: v.picklist(PARTY_STATUSES),
  /** True while this party may consent or decline. */
  turn: v.boolean(),
  title: v.string(),
  managementLabel: v.nullable(v.string()),
  municipalityName: v.string(),
  senderName: v.string(),
  senderDepartment: v.string(),
  company: v.nullable(v.string()),
  principalName: v.nullable(v.string()),
  principalTitle: v.nullable(v.string()),
  email: v.nullable(v.string()),
  deadlineAt: instant,
  openedAt: v.nullable(instant),
  consentedAt: v.nullable(instant),
  concludedAt: v.nullable(instant),
  downloadUntilAt: v.nullable(instant),
  downloadOpen: v.boolean(),
  reissueRequestedAt: v.nullable(instant),
  closedReason: v.nullable(v.string()),
  waitingFor: v.nullable(v.picklist(WAITING_FOR)),
  signerCount: count,
  documents: v.array(viewDocumentSchema),
  /** Certificates of conclusion, empty before `concluded`. */
  certificates: v.array(
    v.object({ ...viewDocumentSchema.entries, certifiesDocumentId: v.pipe(v.string(), v.uuid()) }),
  ),
  /** The list of the documents 電子契約締結証明書（一覧）, where a concluded envelope has several. */
  sheet: v.nullable(viewDocumentSchema),
  progress: progressSchema,
  /** What is to be entered beside the link (L5, SQL `link_factor`). */
  factor: v.object({
    method: v.picklist(SIGNER_FACTORS),
    /** Attempts that the code which is out still has; 0 where none is out, or it is locked. */
    left: count,
    /** Until when a code that was sent is good; null for an access code and where none is out. */
    expiresAt: v.nullable(instant),
    /** Last four digits of the number that an SMS goes to; null where none is sent, or no number is known. */
    mobileLast4: v.nullable(v.string()),
    /** A passkey may be used, or must where it is the method. */
    passkey: v.boolean(),
  }),
  /** 契約の保証; null where this contract needs none. */
  guarantee: v.nullable(guaranteeViewSchema),
  /** What stays on paper, and where it goes (M35); null without a case. */
  paper: v.nullable(v.array(v.object({ name: v.string(), to: v.string() }))),
  /** 契約区分 where it is 仮契約 or 変更契約; null for a plain contract. */
  contractKind: linkContractKindSchema,
  /** The 共同企業体 that the holder of the link belongs to (SQL `link_venture`); null for a single contractor. */
  venture: v.nullable(
    v.object({
      name: v.string(),
      /** In the order of sealing. */
      members: v.array(
        v.object({
          company: v.nullable(v.string()),
          role: v.picklist(VENTURE_ROLES),
          sealed: v.boolean(),
          own: v.boolean(),
        }),
      ),
    }),
  ),
});
export type SigningView = v.InferOutput<typeof signingViewSchema>;
/** A code that is sent when it is asked for, and ends; an access code was handed over before. */
export const isSentCode = (method: SigningView['factor']['method']): boolean =>
  method === 'mail_code' || method === 'sms_code';

export type SigningViewDocument = v.InferOutput<typeof viewDocumentSchema>;

/** Answer of the `…_access` functions: where the octets of one document lie, in file order. Lengths in bytes. */
export interface DocumentParts {
  readonly documentId: string;
  readonly name: string;
  readonly fileName: string;
  readonly kind: DocumentKind;
  readonly certificateId: string | null;
  readonly sha256Hex: string;
  readonly length: number;
  readonly parts: readonly {
    readonly objectKey: string;
    readonly wrappedIdentity: string;
    readonly length: number;
  }[];
  readonly envelopeStatus: EnvelopeStatus;
}

/** What a consent names: the exact bytes of each document. */
export const consentDocumentsSchema = v.pipe(
  v.array(v.object({ documentId: v.pipe(v.string(), v.uuid()), sha256Hex })),
  v.minLength(1),
);
export type ConsentDocuments = v.InferOutput<typeof consentDocumentsSchema>;

/** What a change of progress may say; absent keys stay as they are. */
export const progressPatchSchema = v.partial(progressSchema);
export type ProgressPatch = v.InferOutput<typeof progressPatchSchema>;

/** Items of the checklist in the order of the screen; each one leads to its place. */
export const CHECKLIST_ITEMS = ['documents', 'note', 'principal', 'operator', 'guarantee'] as const;
export type ChecklistItem = (typeof CHECKLIST_ITEMS)[number];

/**
 * Answers which items of the checklist are unfinished, as SQL will when it refuses `CHECKLIST_UNFINISHED`.
 *
 * @param view - documents, progress and guarantee of one link.
 */
export function unfinishedItems(
  view: Pick<SigningView, 'documents' | 'progress' | 'guarantee'>,
): readonly ChecklistItem[] {
  const { progress } = view;
  const unfinished: ChecklistItem[] = [];
  if (view.documents.some((document) => !progress.openedDocumentIds.includes(document.id)))
    unfinished.push('documents');
  if (!progress.noteRead) unfinished.push('note');
  if (!progress.principalConfirmed) unfinished.push('principal');
  const named = progress.operatorKind === 'principal' || (progress.operatorName ?? '').trim() !== '';
  if (progress.operatorKind === null || !named) unfinished.push('operator');
  if (isGuaranteeUnfinished(view.guarantee)) unfinished.push('guarantee');
  return unfinished;
}
