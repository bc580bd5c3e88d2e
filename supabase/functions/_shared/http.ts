import { Hono, type Context } from 'hono';
import * as v from 'valibot';
import { REFUSAL_STATUS, safeFileName, type RefusalCode } from './core.ts';
import { gather, streamOf } from './octets.ts';
import { Fault, Outage, Refusal, type RefusalContext } from './refusal.ts';

/** A JSON body is a form, never a file. */
const JSON_BYTES = 64 * 1024;

/** What every answer carries: none of them may be kept by anything on the way. */
const HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;

/** Writes one line to the function's log; the incident ties it to what the caller was told. */
export type LogPort = (line: Readonly<Record<string, unknown>>) => void;

/**
 * An app that answers refusals and faults the one way: `{code, context}` with the code's own status; 500
 * `FAULT` with an incident number for anything unexpected. No stack and no message ever leaves.
 */
export function newApp(log: LogPort): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(HEADERS)) c.res.headers.set(name, value);
  });
  app.notFound(() => refusalResponse('ROUTE_NOT_FOUND'));
  app.onError((error) => {
    if (error instanceof Refusal) return refusalResponse(error.code, error.context);
    const incident = crypto.randomUUID();
    log({ level: 'error', incident, ...describeError(error) });
    if (error instanceof Outage) return refusalResponse(error.code, { incident });
    return json({ code: 'FAULT', context: { incident } }, 500);
  });
  return app;
}

/** What the log says of an error: its code, its context, and the chain of causes with their stacks. */
export function describeError(error: unknown): Record<string, unknown> {
  const own = error instanceof Fault ? { code: error.code, context: error.context } : {};
  const causes: string[] = [];
  for (let e: unknown = error, depth = 0; e !== undefined && e !== null && depth < 5; depth++) {
    causes.push(e instanceof Error ? (e.stack ?? e.message) : JSON.stringify(e));
    e = e instanceof Error ? e.cause : undefined;
  }
  return { ...own, causes };
}

function json(body: unknown, status: number): Response {
  return Response.json(body, { status, headers: HEADERS });
}

function refusalResponse(code: RefusalCode, context: RefusalContext = {}): Response {
  return json({ code, context }, REFUSAL_STATUS[code]);
}

/**
 * Reads at most `limit` octets of a body.
 *
 * @throws Refusal with `code` as soon as there are more: the rest is not read.
 */
export async function readBody(request: Request, limit: number, code: RefusalCode): Promise<Uint8Array> {
  const declared = Number(request.headers.get('content-length') ?? '0');
  if (declared > limit) throw new Refusal(code, { limit });
  if (request.body === null) return new Uint8Array(0);
  const bytes = await gather(request.body, Number.isSafeInteger(declared) ? declared : 0, limit);
  if (bytes === null) throw new Refusal(code, { limit });
  return bytes;
}

/** U+0000 or half a surrogate pair, as JSON writes them: nobody types them, and no database text can hold them. */
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/;

/**
 * Reads a JSON body of the given shape.
 *
 * @throws Refusal `REQUEST_INVALID` for anything else; the context names the first place that does not fit.
 */
export async function readJson<const S extends v.GenericSchema>(
  c: Context,
  schema: S,
): Promise<v.InferOutput<S>> {
  const bytes = await readBody(c.req.raw, JSON_BYTES, 'REQUEST_INVALID');
  let value: unknown;
  try {
    value = bytes.length === 0 ? {} : JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    // The request is at fault, and what was wrong with it says nothing about us.
    if (cause instanceof SyntaxError || cause instanceof TypeError) throw new Refusal('REQUEST_INVALID');
    throw cause;
  }
  if (UNSTORABLE.test(JSON.stringify(value))) throw new Refusal('REQUEST_INVALID');
  const parsed = v.safeParse(schema, value);
  if (!parsed.success) {
    throw new Refusal('REQUEST_INVALID', { path: v.getDotPath(parsed.issues[0]) ?? '' });
  }
  return parsed.output;
}

/** A UUID in its textual form. */
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A path parameter that must be a UUID; throws Refusal `code` where it is not (so it names nothing). */
export function uuidParam(c: Context, name: string, code: RefusalCode): string {
  const value = c.req.param(name) ?? '';
  if (!UUID.test(value)) throw new Refusal(code);
  return value.toLowerCase();
}

/**
 * The client's address: of `x-forwarded-for`, the entry that the outermost trusted proxy wrote. Whatever
 * stands further left, the client may have invented.
 *
 * @param proxies - how many proxies in front append to the header (at least 1).
 */
export function clientIp(headers: Headers, proxies: number): string {
  const entries = (headers.get('x-forwarded-for') ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  const entry = entries[Math.max(0, entries.length - Math.max(1, proxies))] ?? '';
  const address = entry.replace(/^\[(.*)\](:\d+)?$/, '$1').replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
  return /^[0-9a-fA-F:.]{2,45}$/.test(address) ? address : '0.0.0.0';
}

/** The user agent as claimed, cut to what the operation log keeps, without control characters. */
export function userAgent(headers: Headers): string {
  return (headers.get('user-agent') ?? '').replace(/\p{Cc}/gu, ' ').slice(0, 512);
}

/**
 * Octets of one document.
 *
 * @param fileName - as the person should see it; any characters.
 * @param sha256Hex - of the octets; the client compares it with its own hash.
 */
export function pdfResponse(
  bytes: Uint8Array<ArrayBuffer>,
  fileName: string,
  sha256Hex: string,
  disposition: 'inline' | 'attachment',
): Response {
  return new Response(streamOf(bytes), {
    headers: {
      ...HEADERS,
      'content-type': 'application/pdf',
      'content-length': String(bytes.length),
      'content-disposition': contentDisposition(disposition, fileName),
      'x-document-sha256': sha256Hex,
    },
  });
}

/**
 * A Content-Disposition that carries any name: `filename*` in UTF-8, and a plain ASCII fallback.
 *
 * Source: RFC 6266 §4.3, RFC 8187 §3.2.
 */
export function contentDisposition(type: 'inline' | 'attachment', fileName: string): string {
  const name = safeFileName(fileName);
  const ascii = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${type}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
