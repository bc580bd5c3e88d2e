import { gather } from './octets.ts';

/** A bounded request: what is asked, how long, and how much of an answer is read. */
export interface BoundedRequest {
  readonly method: 'GET' | 'POST';
  readonly body?: Uint8Array<ArrayBuffer>;
  readonly contentType?: string;
  readonly authorization?: string;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/**
 * Fetches octets from a service outside, within a time and a size. What is posted goes to that very address: a
 * redirect of it is no answer.
 *
 * @throws Error on anything but a 200 answer within both limits; the caller decides what that means.
 */
export async function fetchOctets(url: string, request: BoundedRequest): Promise<Uint8Array<ArrayBuffer>> {
  const { protocol } = new URL(url);
  // Certificates name these addresses: nothing but the web is asked.
  if (protocol !== 'http:' && protocol !== 'https:') throw new Error(`protocol ${protocol}`);
  const { method, body, contentType, authorization } = request;
  const response = await fetch(url, {
    method,
    redirect: method === 'GET' ? 'follow' : 'manual',
    ...(body === undefined ? {} : { body }),
    headers: {
      ...(contentType !== undefined && { 'content-type': contentType }),
      ...(authorization !== undefined && { authorization }),
    },
    signal: AbortSignal.timeout(request.timeoutMs),
  });
  if (response.status !== 200 || response.body === null) {
    await response.body?.cancel();
    throw new Error(`HTTP ${String(response.status)}`);
  }
  const bytes = await gather(response.body, 0, request.maxBytes);
  if (bytes === null) throw new Error(`more than ${String(request.maxBytes)} octets`);
  return bytes;
}
