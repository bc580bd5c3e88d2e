import * as v from 'valibot';
import { request, sendOctets } from './line.ts';
import { failure, readRefusal, success, unreachable, type Outcome } from './outcome.ts';

/** One request to an edge function. */
export interface FunctionCall {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON where given. */
  readonly json?: unknown;
  /** Sent as they are where given. */
  readonly octets?: Uint8Array<ArrayBuffer>;
  readonly signal?: AbortSignal;
  /** How long the answer may be waited for where not `SILENCE_MS`; see [Note: silent lines]. */
  readonly silenceMs?: number;
}

/**
 * Calls an edge function of the app's own origin.
 *
 * @param path - below `/functions/v1`, beginning with a slash.
 * @returns the raw answer, or the refusal code (`OFFLINE` where no answer arrived). Never throws.
 */
export async function callFunction(path: string, call: FunctionCall = {}): Promise<Outcome<Response>> {
  const url = `/functions/v1${path}`;
  const method = call.method ?? 'GET';
  const headers = new Headers(call.headers);
  if (call.json !== undefined) headers.set('content-type', 'application/json');
  const signal = call.signal === undefined ? {} : { signal: call.signal };
  try {
    const answer =
      call.octets === undefined
        ? await request(
            url,
            {
              method,
              headers,
              body: call.json === undefined ? null : JSON.stringify(call.json),
              cache: 'no-store',
              credentials: 'omit',
              ...signal,
            },
            call.silenceMs,
          )
        : await sendOctets(url, { method, headers, octets: call.octets, ...signal });
    return answer.ok ? success(answer) : await readRefusal(answer);
  } catch (cause) {
    return unreachable(cause);
  }
}

/**
 * Reads the JSON of an answer by its schema.
 *
 * @param from - names the answer where it does not fit, which is a `FAULT`; a line that broke in it is `OFFLINE`.
 */
export async function readJson<S extends v.GenericSchema>(
  answer: Outcome<Response>,
  schema: S,
  from: string,
): Promise<Outcome<v.InferOutput<S>>> {
  if (!answer.ok) return answer;
  try {
    const parsed = v.safeParse(schema, await answer.value.json());
    return parsed.success ? success(parsed.output) : failure('FAULT', { answer: from });
  } catch (cause) {
    return cause instanceof SyntaxError ? failure('FAULT', { answer: from }) : unreachable(cause);
  }
}

/** How far a download has come, in octets; `total` is null where the server does not say. */
export type DownloadProgress = (received: number, total: number | null) => void;

/**
 * Reads an answer's octets and says how far it has come.
 *
 * @returns the whole body, or `OFFLINE` where the line broke on the way. Never throws.
 */
export async function readOctets(
  answer: Response,
  onprogress?: DownloadProgress,
): Promise<Outcome<Uint8Array<ArrayBuffer>>> {
  try {
    if (!onprogress || !answer.body) return success(new Uint8Array(await answer.arrayBuffer()));
    const length = Number(answer.headers.get('content-length'));
    const total = Number.isSafeInteger(length) && length > 0 ? length : null;
    const chunks: Uint8Array[] = [];
    let received = 0;
    for (const reader = answer.body.getReader(); ;) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      received += value.length;
      onprogress(received, total);
    }
    const whole = new Uint8Array(received);
    let offset = 0;
    for (const chunk of chunks) {
      whole.set(chunk, offset);
      offset += chunk.length;
    }
    return success(whole);
  } catch (cause) {
    return unreachable(cause);
  }
}

/** The file name of a `Content-Disposition` header (RFC 6266 `filename*` first), or undefined. Does not throw. */
export function dispositionFileName(header: string | null): string | undefined {
  const extended = /filename\*=UTF-8''([^;]+)/i.exec(header ?? '')?.[1];
  if (extended !== undefined) {
    try {
      return decodeURIComponent(extended);
    } catch (cause) {
      if (!(cause instanceof URIError)) throw cause;
    }
  }
  return /filename="([^"]+)"/i.exec(header ?? '')?.[1];
}
