/*
 * Runs in Deno before the functions are loaded (the stack's `functionsPreload`): every call of a port asks the harness
 * whether the process is to be killed there. The functions themselves know nothing of it: their ports end in `fetch`
 * and `crypto.subtle.sign`, and these two are what is wrapped.
 *
 *   before  the call is never made
 *   during  the call is made, an upload up to its middle, and nobody waits for its answer
 *   after   the call is answered, and nothing comes of the answer
 */
declare const Deno: { readonly pid: number; readonly env: { get(name: string): string | undefined } };

const gate = Deno.env.get('SHOMEI_CRASH_GATE') ?? '';
const supabase = Deno.env.get('SUPABASE_URL') ?? '';
const authorities = (Deno.env.get('SHOMEI_TSA_URLS') ?? '').split(/\s+/);
const realFetch = globalThis.fetch.bind(globalThis);
const realSign = crypto.subtle.sign.bind(crypto.subtle);

/** Calls that only read, poll, or belong to no contract. */
const UNNAMED =
  /^(link_view|link_factor|link_guarantee|link_venture|link_contract_kind|seal_steps|seal_subject|seal_current|conclude_subject|mail_subject|stamp_subject|staff_upload_state|staff_envelope_check|staff_document_access|staff_signed_in|link_document_access|rate_limit_hit|refusal_log|refusal_log_on|job_claim|job_renew|job_retry|job_failed|mail_failed|envelope_waiting|housekeeping|object_orphans|chain_stamp_subject|chain_stamp_add|service_health_put)$/;

/** What a request is called in the report; null for what is no port call. */
function pointOf(url: string, init: RequestInit | undefined): string | null {
  if (authorities.includes(url)) return 'timestamp';
  const method = init?.method ?? 'GET';
  const storage = `${supabase}/storage/v1/object/`;
  if (url.startsWith(storage)) {
    if (method === 'POST') return 'storage upload';
    return method === 'DELETE' ? 'storage remove' : 'storage download';
  }
  const rpc = `${supabase}/rest/v1/rpc/`;
  if (url.startsWith(rpc)) {
    const name = url.slice(rpc.length);
    if (UNNAMED.test(name)) return null;
    return `commit ${name}${detailOf(name, init)}`;
  }
  return url.startsWith(supabase) ? null : 'revocation';
}

/** Which step of which kind of seal, where one SQL function serves many. */
function detailOf(name: string, init: RequestInit | undefined): string {
  if (typeof init?.body !== 'string') return '';
  const args = JSON.parse(init.body) as {
    p_subject?: string;
    p_step?: string;
    p_revision?: { kind?: string };
  };
  const kind = args.p_subject?.split('/', 1)[0];
  if (name === 'seal_step_put') return ` ${kind ?? ''} ${args.p_step ?? ''}`;
  if (name === 'revision_add') return ` ${args.p_revision?.kind ?? ''}`;
  return kind === undefined ? '' : ` ${kind}`;
}

async function ask(point: string): Promise<string> {
  return await (await realFetch(gate, { method: 'POST', body: JSON.stringify({ point }) })).text();
}

/** Says that the instant is there, and goes no further: the harness kills. */
function die(): Promise<never> {
  void realFetch(gate, { method: 'POST', body: JSON.stringify({ pid: Deno.pid }) });
  return new Promise(() => undefined);
}

/** A body that ends nowhere: its first half, and then silence. */
function firstHalf(body: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => controller.enqueue(body.slice(0, body.length >> 1)),
  });
}

globalThis.fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
  const url = input instanceof Request ? input.url : String(input);
  const point = pointOf(url, init);
  const phase = point === null ? '' : await ask(point);
  if (phase === 'before') return await die();
  if (phase === 'during') {
    const body = init?.body;
    const half = body instanceof Uint8Array ? { body: firstHalf(body), duplex: 'half' } : {};
    realFetch(input, { ...init, ...half }).catch(() => undefined);
    return await die();
  }
  // Also where the call fails: whoever was told to die does.
  return await realFetch(input, init).finally(() => (phase === 'after' ? die() : undefined));
};

crypto.subtle.sign = async (
  ...args: Parameters<SubtleCrypto['sign']>
): Promise<ReturnType<SubtleCrypto['sign']> extends Promise<infer T> ? T : never> => {
  // The link tokens' HMAC is not the key.
  const phase = args[0] === 'HMAC' ? '' : await ask('key');
  if (phase === 'before') return await die();
  const signing = realSign(...args);
  if (phase === 'during') return await die();
  const value = await signing;
  return phase === 'after' ? await die() : value;
};

export {};
