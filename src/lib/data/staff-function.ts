import { callFunction, type FunctionCall } from './http.ts';
import { FILE_SILENCE_MS, WORK_SILENCE_MS } from './line.ts';
import { failure, success, unreachable, type Outcome } from './outcome.ts';
import { accessToken } from './session.ts';

/** Calls an edge function as the signed-in member of staff and answers its raw response. */
async function send(path: string, call: FunctionCall): Promise<Outcome<Response>> {
  let token: string | null;
  try {
    token = await accessToken();
  } catch (cause) {
    return unreachable(cause);
  }
  if (token === null) return failure('SIGN_IN_REQUIRED');
  return callFunction(path, { ...call, headers: { ...call.headers, authorization: `Bearer ${token}` } });
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** How an act is asked for. */
interface Manner {
  /** Sent as `idempotency-key`: a repeat with the same one makes nothing a second time. */
  readonly key?: string | undefined;
  /** The service works through whole files before it answers. */
  readonly isWork?: boolean;
}

/** Calls the `envelope` function: `callStaff` with a path below `/functions/v1/envelope`. */
export function callEnvelope<T>(
  method: Method,
  path: string,
  json?: unknown,
  manner?: Manner,
): Promise<Outcome<T>> {
  return callStaff<T>(method, `/envelope${path}`, json, manner);
}

/**
 * Calls an edge function as staff and reads its JSON answer (`docs/interfaces.md` §4).
 *
 * @param path - below `/functions/v1`, beginning with the function's name.
 * @returns the answer as the caller describes it, or the refusal code. Never throws.
 */
export async function callStaff<T>(
  method: Method,
  path: string,
  json?: unknown,
  { key, isWork = false }: Manner = {},
): Promise<Outcome<T>> {
  const answer = await send(path, {
    method,
    ...(json === undefined ? {} : { json }),
    ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }),
    ...(isWork ? { silenceMs: WORK_SILENCE_MS } : {}),
  });
  if (!answer.ok) return answer;
  try {
    const text = await answer.value.text();
    return success((text === '' ? null : JSON.parse(text)) as T);
  } catch (cause) {
    return cause instanceof SyntaxError ? failure('FAULT', { answer: path }) : unreachable(cause);
  }
}

/** Sends octets (one part of an upload) with their SHA-256. @param path - as of `callStaff`. */
export async function putOctets(
  path: string,
  octets: Uint8Array<ArrayBuffer>,
  sha256Hex: string,
  signal?: AbortSignal,
): Promise<Outcome<null>> {
  const answer = await send(path, {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream', 'x-part-sha256': sha256Hex },
    octets,
    ...(signal === undefined ? {} : { signal }),
  });
  return answer.ok ? success(null) : answer;
}

/** Octets that the service answered, the SHA-256 it states for them, and the file name it proposes. */
interface Octets {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sha256Hex: string | null;
  readonly fileName: string | null;
}

/** Fetches octets. */
export async function getOctets(path: string): Promise<Outcome<Octets>> {
  return octetsOf(await send(path, { silenceMs: FILE_SILENCE_MS }));
}

/** Fetches octets that a JSON body chooses. */
export async function postForOctets(path: string, json: unknown): Promise<Outcome<Octets>> {
  return octetsOf(await send(path, { method: 'POST', json, silenceMs: WORK_SILENCE_MS }));
}

async function octetsOf(answer: Outcome<Response>): Promise<Outcome<Octets>> {
  if (!answer.ok) return answer;
  try {
    const bytes = new Uint8Array(await answer.value.arrayBuffer());
    const disposition = answer.value.headers.get('content-disposition') ?? '';
    const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
    return success({
      bytes,
      sha256Hex: answer.value.headers.get('x-document-sha256'),
      fileName: encoded === undefined ? null : decodeURIComponent(encoded),
    });
  } catch (cause) {
    return unreachable(cause);
  }
}
