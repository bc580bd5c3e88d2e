import { sha256Hex } from './digest.ts';
import { callFunction } from './http.ts';
import { success, type Outcome } from './outcome.ts';
import { callStaff, putOctets } from './staff-function.ts';

/** One file on its way. */
export interface AttachmentFile {
  /** The id of the demand, or `original`. */
  readonly kind: string;
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** How one sender speaks to the service: the applicant by ticket, staff by their sign-in. */
interface Way {
  readonly post: <T>(path: string, json: unknown) => Promise<Outcome<T>>;
  readonly put: (path: string, octets: Uint8Array<ArrayBuffer>, sha256: string) => Promise<Outcome<unknown>>;
}

interface Begun {
  readonly attachmentId: string;
  readonly partSize: number;
  readonly partCount: number;
  readonly done: boolean;
  readonly received: readonly number[];
}

/** Sends one file in parts, and only those that the service lacks: the same call again goes on where it stopped. */
async function send(
  way: Way,
  place: object,
  file: AttachmentFile,
  onprogress: (share: number) => void,
): Promise<Outcome<string>> {
  const begun = await way.post<Begun>('/application/attachments', {
    ...place,
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
      `/application/attachments/${attachmentId}/parts/${String(index)}`,
      part,
      await sha256Hex(part),
    );
    if (!sent.ok) return sent;
    received.add(index);
    onprogress(received.size / partCount);
  }
  const finished = await way.post(`/application/attachments/${attachmentId}/finish`, {});
  return finished.ok ? success(attachmentId) : finished;
}

/** Sends an attachment as the holder of a ticket; answers its id. Never throws. */
export function sendAsApplicant(
  ticket: string,
  caseNumber: string,
  file: AttachmentFile,
  onprogress: (share: number) => void = () => undefined,
): Promise<Outcome<string>> {
  const headers = { 'x-application-ticket': ticket };
  return send(
    {
      post: async <T>(path: string, json: unknown) => {
        const answer = await callFunction(path, { method: 'POST', headers, json });
        return answer.ok ? success((await answer.value.json()) as T) : answer;
      },
      put: (path, octets, sha256) =>
        callFunction(path, { method: 'PUT', headers: { ...headers, 'x-part-sha256': sha256 }, octets }),
    },
    { caseNumber },
    file,
    onprogress,
  );
}

/** Sends an attachment of a case as staff; answers its id. Never throws. */
export function sendAsStaff(
  caseId: string,
  applicationId: string | null,
  file: AttachmentFile,
): Promise<Outcome<string>> {
  return send(
    { post: (path, json) => callStaff('POST', path, json), put: putOctets },
    { caseId, applicationId },
    file,
    () => undefined,
  );
}
