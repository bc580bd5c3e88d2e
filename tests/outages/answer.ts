import { isRefusalCode, REFUSAL_STATUS } from '../../src/lib/domain/refusal.ts';

/** What a function answered: `code` is null where the act was done. */
export interface Answer {
  readonly status: number;
  readonly code: string | null;
  readonly context: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** One request to a function, as raw as a hostile client makes it. */
export interface Ask {
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly octets?: Uint8Array<ArrayBuffer>;
  /** Octets sent without a length that could be looked at first. */
  readonly stream?: Uint8Array<ArrayBuffer>;
}

/** What no answer may carry: places in the code, SQL, names of the machinery. */
const INNARDS =
  /\bat [^"]{0,80}[(/]|\.ts\b|node_modules|postgres|plpgsql|sqlstate|PT4\d\d|\bselect\b|\binsert\b|relation |constraint|stack|deno/i;

/**
 * Sends one request and reads its answer.
 *
 * @throws where a refusal is anything but `{code, context}` of the closed list under the code's own status, or tells
 *   of what is inside: every refused act of these tests is held to that.
 */
export async function ask(url: string, method: string, path: string, request: Ask = {}): Promise<Answer> {
  const { headers, json, octets, stream } = request;
  const body = stream ? streamed(stream) : (octets ?? (json === undefined ? null : JSON.stringify(json)));
  const answer = await fetch(`${url}/functions/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body,
    ...(stream ? { duplex: 'half' } : {}),
  });
  const text = await answer.text();
  if (answer.ok) return { status: answer.status, code: null, context: {}, body: text };
  const fail = (why: string): never => {
    throw new Error(`${method} ${path}: ${why}: ${String(answer.status)} ${text.slice(0, 500)}`);
  };
  if (INNARDS.test(text)) fail('the answer tells of what is inside');
  const refusal = JSON.parse(text) as { code: unknown; context: Record<string, unknown> };
  const { code, context } = refusal;
  if (Object.keys(refusal).join() !== 'code,context' || !isRefusalCode(code)) return fail('no refusal');
  const expected = code === 'FAULT' ? 500 : REFUSAL_STATUS[code];
  if (answer.status !== expected) fail('another status than the code’s own');
  return { status: answer.status, code, context, body: text };
}

/** The code of a refusal; `null` where the act was done. */
export async function codeOf(answer: Promise<Answer>): Promise<string | null> {
  return (await answer).code;
}

function streamed(octets: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < octets.length; at += 65_536) controller.enqueue(octets.slice(at, at + 65_536));
      controller.close();
    },
  });
}
