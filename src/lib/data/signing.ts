import * as v from 'valibot';
import { shelfContractSchema, type ShelfContract } from '../domain/contract-pack.ts';
import type { ConsentDocuments, OperatorKind, ProgressPatch, SigningView } from '../domain/signing-view.ts';
import { signingViewSchema } from '../domain/signing-view.ts';
import { passkeyRequestSchema, type PasskeyAnswer, type PasskeyRequest } from '../domain/passkey.ts';
import type { GivenGuarantee } from '../domain/guarantee.ts';
import type { GuaranteeKind } from '../domain/rules.ts';
import { sendByLink, type AttachmentFile } from './attachments.ts';
import { callFunction, readJson, readOctets, type DownloadProgress } from './http.ts';
import { FILE_SILENCE_MS } from './line.ts';
import { readKeptFile, type KeptFile } from './kept-file.ts';
import { success, type Outcome } from './outcome.ts';
import { redactedCopiesSchema, type RedactedCopySource } from './redacted-copy.ts';

/** What the holder of a signing link asks of the service (`docs/interfaces.md` §4). None of these throws. */
export interface SigningClient extends RedactedCopySource {
  /** Changes nothing on the server. */
  view(): Promise<Outcome<SigningView>>;
  open(): Promise<Outcome<void>>;
  progress(patch: ProgressPatch): Promise<Outcome<void>>;
  content(documentId: string, onprogress?: DownloadProgress): Promise<Outcome<Uint8Array<ArrayBuffer>>>;
  consent(
    documents: ConsentDocuments,
    operator: { kind: OperatorKind; name: string | null },
    code: string | null,
    passkey: PasskeyAnswer | null,
  ): Promise<Outcome<void>>;
  /** What to ask a passkey, for exactly these documents. */
  beginPasskey(documents: ConsentDocuments): Promise<Outcome<PasskeyRequest>>;
  /** Has a code mailed to the address of the link. */
  sendCode(): Promise<Outcome<void>>;
  decline(reason: string): Promise<Outcome<void>>;
  /** 「紙の契約書を希望する」, 承諾の撤回. */
  toPaper(): Promise<Outcome<void>>;
  requestReissue(): Promise<Outcome<void>>;
  file(which: KeptFileKind, documentId: string, onprogress?: DownloadProgress): Promise<Outcome<KeptFile>>;
  archive(onprogress?: DownloadProgress): Promise<Outcome<KeptFile>>;
  /** What the concluded contract is kept under on this device, while its page is open. */
  contract(): Promise<Outcome<ShelfContract>>;
  /** Links for colleagues that were not ended. */
  readers(): Promise<Outcome<readonly Reader[]>>;
  addReader(name: string): Promise<Outcome<void>>;
  endReader(id: string): Promise<Outcome<void>>;
  /** Keeps which kind of guarantee is being prepared. */
  chooseGuarantee(kind: GuaranteeKind): Promise<Outcome<void>>;
  /** Sends a file in parts, taking up what arrived before; answers its id. */
  sendAttachment(file: AttachmentFile, onprogress: (share: number) => void): Promise<Outcome<string>>;
  giveGuarantee(given: GivenGuarantee): Promise<Outcome<void>>;
  /** The 納付書, or a file that was given. */
  attachment(attachmentId: string): Promise<Outcome<KeptFile>>;
}

const contactSchema = v.object({
  municipalityCode: v.string(),
  municipalityName: v.string(),
  departmentId: v.string(),
  departmentName: v.string(),
  contactName: v.nullable(v.string()),
  contactPhone: v.nullable(v.string()),
  contactHours: v.nullable(v.string()),
  contactEmail: v.nullable(v.string()),
  managementLabel: v.nullable(v.string()),
  /** The municipality's notice for the signing screens (M87), as saved; null where it has none. */
  notice: v.nullable(v.string()),
});
/** Whom the holder of a link may ask, and the 管理番号 to name. */
export type LinkContact = v.InferOutput<typeof contactSchema>;

/** Reads whom the holder of a link may ask. @param token - as of `signingClient`. */
export async function readContact(token: string): Promise<Outcome<LinkContact>> {
  return readJson(
    await callFunction('/signing/contact', { headers: { 'x-link-token': token } }),
    contactSchema,
    'signing/contact',
  );
}
const readerSchema = v.object({
  id: v.string(),
  name: v.string(),
  createdAt: v.string(),
  readAt: v.nullable(v.string()),
  token: v.string(),
});
/** A link by which colleagues read before signing; instants in ISO 8601. */
export type Reader = v.InferOutput<typeof readerSchema>;

/** Copies that a contractor may keep: before signing, the concluded contract, its certificate, that with some details withheld. */
export type KeptFileKind = 'draft' | 'concluded' | 'certificate' | 'redacted';

/**
 * The client of one link.
 *
 * @param token - the link's secret, 43 characters of base64url; it travels in a header only.
 */
export function signingClient(token: string): SigningClient {
  const headers = { 'x-link-token': token };

  async function act(method: 'POST' | 'PUT', path: string, json: unknown = {}): Promise<Outcome<void>> {
    const answer = await callFunction(`/signing${path}`, { method, headers, json });
    return answer.ok ? success(undefined) : answer;
  }

  async function keep(
    path: string,
    fallback: string,
    onprogress?: DownloadProgress,
  ): Promise<Outcome<KeptFile>> {
    return readKeptFile(
      await callFunction(`/signing${path}`, { headers, silenceMs: FILE_SILENCE_MS }),
      fallback,
      onprogress,
    );
  }

  return {
    async view() {
      return readJson(await callFunction('/signing/view', { headers }), signingViewSchema, 'signing/view');
    },
    open: () => act('POST', '/open'),
    progress: (patch) => act('PUT', '/progress', patch),
    async content(documentId, onprogress) {
      const answer = await callFunction(`/signing/documents/${encodeURIComponent(documentId)}/content`, {
        headers,
        silenceMs: FILE_SILENCE_MS,
      });
      return answer.ok ? await readOctets(answer.value, onprogress) : answer;
    },
    consent: (documents, operator, code, passkey) =>
      act('POST', '/consent', { documents, operator, code, passkey }),
    async beginPasskey(documents) {
      return readJson(
        await callFunction('/signing/passkey', { method: 'POST', headers, json: { documents } }),
        passkeyRequestSchema,
        'signing/passkey',
      );
    },
    sendCode: () => act('POST', '/code'),
    decline: (reason) => act('POST', '/decline', { reason }),
    toPaper: () => act('POST', '/paper', {}),
    requestReissue: () => act('POST', '/reissue-request'),
    file: (which, documentId, onprogress) =>
      keep(`/documents/${encodeURIComponent(documentId)}/${which}`, `${which}.pdf`, onprogress),
    async contract() {
      return readJson(
        await callFunction('/signing/contract', { headers }),
        shelfContractSchema,
        'signing/contract',
      );
    },
    async readers() {
      return readJson(
        await callFunction('/signing/readers', { headers }),
        v.array(readerSchema),
        'signing/readers',
      );
    },
    addReader: (name) => act('POST', '/readers', { name }),
    endReader: (id) => act('POST', `/readers/${encodeURIComponent(id)}/end`),
    async redactedCopies() {
      return readJson(
        await callFunction('/signing/redacted-copies', { headers }),
        redactedCopiesSchema,
        'signing/redacted-copies',
      );
    },
    askRedactedCopy: (certificateId) =>
      act('POST', `/documents/${encodeURIComponent(certificateId)}/redacted-copy`),
    archive: (onprogress) => keep('/archive', 'contract.zip', onprogress),
    chooseGuarantee: (kind) => act('PUT', '/guarantee/kind', { kind }),
    sendAttachment: (file, onprogress) => sendByLink(token, file, onprogress),
    giveGuarantee: (given) => act('POST', '/guarantee', given),
    attachment: (attachmentId) =>
      keep(`/attachments/${encodeURIComponent(attachmentId)}/content`, 'attachment.pdf'),
  };
}
