import * as v from 'valibot';
import { sha256Hex } from './digest.ts';
import { callFunction, readJson } from './http.ts';
import { WORK_SILENCE_MS } from './line.ts';
import { success, type Outcome } from './outcome.ts';
import { callStaff, putOctets } from './staff-function.ts';

/** One file on its way. */
export interface AttachmentFile {
  /** The id of the demand, or `original`. */
  readonly kind: string;
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** How one sender speaks to the service: the applicant by ticket, the party by link, staff by their sign-in. */
interface Way {
  readonly post: <T>(path: string, json: unknown, isWork?: boolean) => Promise<Outcome<T>>;
  readonly put: (path: string, octets: Uint8Array<ArrayBuffer>, sha256: string) => Promise<Outcome<unknown>>;
}

interface Begun {
  readonly attachmentId: string;
  readonly partSize: number;
  readonly partCount: number;
  readonly done: boolean;
  readonly received: readonly number[];
}

/** Where a file is announced, with what beside the file itself, and where its parts go. */
interface Place {
  readonly begin: string;
  readonly with: object;
  readonly parts: string;
}

const APPLICATION = '/application/attachments';

/** Sends one file in parts, and only those that the service lacks: the same call again goes on where it stopped. */
async function send(
  way: Way,
  place: Place,
  file: AttachmentFile,
  onprogress: (share: number) => void,
): Promise<Outcome<string>> {
  const begun = await way.post<Begun>(place.begin, {
    ...place.with,
    kind: file.kind,
    name: file.name,
    size: file.bytes.length,
    sha256Hex: await sha256Hex(file.bytes),
  });
  if (!begun.ok) return begun;
  const { attachmentId, partSize, partCount, done } = begun.value;
  const received = new Set(begun.value.received);
  for (let index = 0; index < partCount && !done; index += 1) {
    if (received.has(index)) continue;
    const part = file.bytes.slice(index * partSize, (index + 1) * partSize);
    const sent = await way.put(
      `${place.parts}/${attachmentId}/parts/${String(index)}`,
      part,
      await sha256Hex(part),
    );
    if (!sent.ok) return sent;
    received.add(index);
    onprogress(received.size / partCount);
  }
  const finished = await way.post(`${place.parts}/${attachmentId}/finish`, {}, true);
  return finished.ok ? success(attachmentId) : finished;
}

/** Sends an attachment as the holder of a ticket; answers its id. Never throws. */
export function sendAsApplicant(
  ticket: string,
  caseNumber: string,
  file: AttachmentFile,
  onprogress: (share: number) => void = () => undefined,
): Promise<Outcome<string>> {
  const place = { begin: APPLICATION, with: { caseNumber }, parts: APPLICATION };
  return send(bySecret({ 'x-application-ticket': ticket }), place, file, onprogress);
}

/** Sends a file as the holder of a signing link; answers its id. Never throws. */
export function sendByLink(
  token: string,
  file: AttachmentFile,
  onprogress: (share: number) => void,
): Promise<Outcome<string>> {
  const place = { begin: '/signing/attachments', with: {}, parts: '/signing/attachments' };
  return send(bySecret({ 'x-link-token': token }), place, file, onprogress);
}

function bySecret(headers: Readonly<Record<string, string>>): Way {
  return {
    post: async <T>(path: string, json: unknown, isWork = false) => {
      const silence = isWork ? { silenceMs: WORK_SILENCE_MS } : {};
      const answer = await callFunction(path, { method: 'POST', headers, json, ...silence });
      return (await readJson(answer, v.unknown(), path)) as Outcome<T>;
    },
    put: (path, octets, sha256) =>
      callFunction(path, { method: 'PUT', headers: { ...headers, 'x-part-sha256': sha256 }, octets }),
  };
}

const AS_STAFF: Way = {
  post: (path, json, isWork = false) => callStaff('POST', path, json, { isWork }),
  put: putOctets,
};

/** Sends an attachment of a case as staff; answers its id. Never throws. */
export function sendAsStaff(
  caseId: string,
  applicationId: string | null,
  file: AttachmentFile,
): Promise<Outcome<string>> {
  const place = { begin: APPLICATION, with: { caseId, applicationId }, parts: APPLICATION };
  return send(AS_STAFF, place, file, () => undefined);
}

/** Attaches the 納付書 of an envelope as staff; answers its id. Never throws. */
export function sendPaymentSlip(
  envelopeId: string,
  file: Omit<AttachmentFile, 'kind'>,
): Promise<Outcome<string>> {
  const place = { begin: `/envelope/${envelopeId}/payment-slip`, with: {}, parts: APPLICATION };
  return send(AS_STAFF, place, { kind: 'payment_slip', ...file }, () => undefined);
}
