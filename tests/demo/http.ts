/** An act that the service refused, with its code. */
export class Refused extends Error {
  readonly code: string;
  readonly status: number;

  constructor(what: string, status: number, code: string, context: unknown) {
    super(`${what}: ${String(status)} ${code} ${JSON.stringify(context)}`);
    this.name = 'Refused';
    this.code = code;
    this.status = status;
  }
}

/** Nobody answered, or only the door did: worth asking again. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** What a call sends. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly octets?: Uint8Array<ArrayBuffer>;
}

/** Calls one function; throws `Refused` for every answer but a good one. */
export async function call(url: string, request: Call): Promise<Response> {
  const { method, path, headers, json, octets } = request;
  const body = octets ?? (json === undefined ? null : JSON.stringify(json));
  const type = octets === undefined ? 'application/json' : 'application/octet-stream';
  const answer = await fetch(`${url}/functions/v1${path}`, {
    method,
    headers: { ...headers, ...(body === null ? {} : { 'content-type': type }) },
    body,
  }).catch((cause: unknown) => {
    throw new Unreachable(`${method} ${path}`, { cause });
  });
  if (answer.ok) return answer;
  if (answer.status === 502 || answer.status === 503) throw new Unreachable(`${method} ${path}`);
  const text = await answer.text();
  let refusal: { code?: string; context?: unknown } = {};
  try {
    refusal = JSON.parse(text) as typeof refusal;
  } catch (cause) {
    throw new Error(`${method} ${path}: ${String(answer.status)} ${text.slice(0, 200)}`, { cause });
  }
  throw new Refused(`${method} ${path}`, answer.status, refusal.code ?? '', refusal.context);
}

/** Calls one function and reads its JSON. */
export async function callJson<T>(url: string, request: Call): Promise<T> {
  return (await (await call(url, request)).json()) as T;
}

/** Waits until `ready` answers something, asking again every half second (also while nobody answers); throws after `limitMs`. */
export async function until<T>(
  what: string,
  limitMs: number,
  ready: () => Promise<T | undefined>,
): Promise<T> {
  const end = performance.now() + limitMs;
  for (;;) {
    const value = await ready().catch((error: unknown) => {
      if (error instanceof Unreachable) return undefined;
      throw error;
    });
    if (value !== undefined) return value;
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
