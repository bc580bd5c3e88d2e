import { failure, readRefusal, success, unreachable, type Outcome } from './outcome.ts';
import { accessToken } from './session.ts';

const BASE = '/functions/v1';

type Body =
  | { readonly json: unknown; readonly key?: string | undefined }
  | { readonly octets: Uint8Array<ArrayBuffer>; readonly sha256Hex: string };

/** Calls an edge function as the signed-in member of staff and answers its raw response. */
async function send(
  method: string,
  path: string,
  body?: Body,
  signal?: AbortSignal,
): Promise<Outcome<Response>> {
  const headers = new Headers();
  try {
    const token = await accessToken();
    if (token === null) return failure('SIGN_IN_REQUIRED');
    headers.set('authorization', `Bearer ${token}`);
    let payload: BodyInit | null = null;
    if (body !== undefined && 'json' in body) {
      headers.set('content-type', 'application/json');
      payload = JSON.stringify(body.json);
      if (body.key !== undefined) headers.set('idempotency-key', body.key);
    } else if (body !== undefined) {
      headers.set('content-type', 'application/octet-stream');
      headers.set('x-part-sha256', body.sha256Hex);
      payload = body.octets;
    }
    const answer = await fetch(`${BASE}${path}`, {
      method,
      headers,
      body: payload,
      cache: 'no-store',
      ...(signal === undefined ? {} : { signal }),
    });
    return answer.ok ? success(answer) : await readRefusal(answer);
  } catch (cause) {
    // fetch rejects only where no answer arrived (or the caller gave up).
    return unreachable(cause);
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Calls the `envelope` function: `callStaff` with a path below `/functions/v1/envelope`. */
export function callEnvelope<T>(
  method: Method,
  path: string,
  json?: unknown,
  key?: string,
): Promise<Outcome<T>> {
  return callStaff<T>(method, `/envelope${path}`, json, key);
}

/**
 * Calls an edge function as staff and reads its JSON answer (`docs/interfaces.md` §4).
 *
 * @param path - below `/functions/v1`, beginning with the function's name.
 * @param key - sent as `idempotency-key`: a repeat with the same one makes nothing a second time.
 * @returns the answer as the caller describes it, or the refusal code. Never throws.
 */
export async function callStaff<T>(
  method: Method,
  path: string,
  json?: unknown,
  key?: string,
): Promise<Outcome<T>> {
  const answer = await send(method, path, json === undefined ? undefined : { json, key });
  if (!answer.ok) return answer;
  const text = await answer.value.text();
  return success((text === '' ? null : JSON.parse(text)) as T);
}

/** Sends octets (one part of an upload) with their SHA-256. @param path - as of `callStaff`. */
export async function putOctets(
  path: string,
  octets: Uint8Array<ArrayBuffer>,
  sha256Hex: string,
  signal?: AbortSignal,
): Promise<Outcome<null>> {
  const answer = await send('PUT', path, { octets, sha256Hex }, signal);
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
  return octetsOf(await send('GET', path));
}

/** Fetches octets that a JSON body chooses. */
export async function postForOctets(path: string, json: unknown): Promise<Outcome<Octets>> {
  return octetsOf(await send('POST', path, { json }));
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
