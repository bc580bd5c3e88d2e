import { gather, utf8 } from './octets.ts';
import { Fault, Outage } from './refusal.ts';

/** PEM of what a service asks for over TLS: our client certificate and key, and the root it is known by. */
export interface TlsIdentity {
  readonly certificatePem: string | null;
  readonly keyPem: string | null;
  readonly caPem: string | null;
}

/** One question to a signing service. */
export interface KeyQuestion {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
  readonly tls?: TlsIdentity | undefined;
}

/** What the service said: its status, and its JSON (undefined where it is none). */
export interface KeyAnswer {
  readonly status: number;
  readonly json: unknown;
  /** Seconds that it asks us to wait, at most ten minutes; null where it does not. */
  readonly retryAfterS: number | null;
}

/** Chains of certificates are a few thousand octets. */
const MAX_BYTES = 256 * 1024;

/** The part of `node:http` and `node:https` that asking uses; their published types are Node's alone. */
interface Incoming extends AsyncIterable<Uint8Array> {
  readonly statusCode?: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  destroy(): void;
}
interface Outgoing {
  on(event: 'error', listener: (error: Error) => void): Outgoing;
  end(body: Uint8Array): void;
}
interface NodeHttp {
  request(url: string, options: object, answered: (response: Incoming) => void): Outgoing;
}

// As variables, so that the type checker does not look for those types.
const NODE_HTTP: string = 'node:http';
const NODE_HTTPS: string = 'node:https';

/**
 * Asks a signing service one question over HTTP, with a client certificate where it has one to show. Redirects are
 * not followed: a key is where the operator says it is.
 *
 * @throws Outage `KEY_UNAVAILABLE` where no answer came in time, or too long a one. Nothing is known then about
 *   whether the service acted.
 */
export async function askKeyService(question: KeyQuestion): Promise<KeyAnswer> {
  const { protocol } = new URL(question.url);
  // `fetch` has no client certificates that Node and Deno agree on; node:https is the same in both.
  const client = (await import(protocol === 'https:' ? NODE_HTTPS : NODE_HTTP)) as NodeHttp;
  const body = utf8(question.body);
  const { tls } = question;
  try {
    const response = await new Promise<Incoming>((resolve, reject) => {
      client
        .request(
          question.url,
          {
            method: 'POST',
            headers: { ...question.headers, 'content-length': String(body.length) },
            signal: AbortSignal.timeout(question.timeoutMs),
            ...(tls?.certificatePem != null && { cert: tls.certificatePem }),
            ...(tls?.keyPem != null && { key: tls.keyPem }),
            ...(tls?.caPem != null && { ca: tls.caPem }),
          },
          resolve,
        )
        .on('error', reject)
        .end(body);
    });
    const octets = await gather(streamOfChunks(response), 0, MAX_BYTES);
    if (octets === null) throw new Error(`more than ${String(MAX_BYTES)} octets`);
    return {
      status: response.statusCode ?? 0,
      json: jsonOf(new TextDecoder().decode(octets)),
      retryAfterS: secondsOf(response.headers['retry-after']),
    };
  } catch (cause) {
    throw new Outage('KEY_UNAVAILABLE', null, cause);
  }
}

function streamOfChunks(response: Incoming): ReadableStream<Uint8Array> {
  const chunks = response[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    cancel: () => response.destroy(),
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function secondsOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Math.min(Number(text), 600) : null;
}

/** Statuses that say "later": timed out, too many, and everything that is the service's own trouble. */
const LATER: readonly number[] = [408, 425, 429];

/**
 * The error that a service's refusal stands for: to be tried again, or not until a person has acted.
 *
 * @param step - which question it was.
 * @param code - the service's own word, as it came; only its letters go on, never its prose.
 * @param isLater - whether that word means "later" whatever the status.
 */
export function keyRefusal(step: string, answer: KeyAnswer, code: unknown, isLater = false): Error {
  const word = typeof code === 'string' ? code.replace(/[^A-Za-z0-9_.-]/g, '').slice(0, 60) : '';
  const context = { step, status: answer.status, word };
  if (isLater || answer.status >= 500 || LATER.includes(answer.status)) {
    return new Outage(
      'KEY_UNAVAILABLE',
      null,
      new Error(`${step}: HTTP ${String(answer.status)} ${word}`),
      answer.retryAfterS,
    );
  }
  return new Fault('KEY_REFUSED', { context });
}
