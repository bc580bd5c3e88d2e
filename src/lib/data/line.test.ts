import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { callFunction, readJson, readOctets } from './http.ts';
import { FILE_SILENCE_MS, SILENCE_MS, WORK_SILENCE_MS } from './line.ts';
import * as v from 'valibot';

type Answering = (signal: AbortSignal) => Promise<Response>;

/** A `fetch` that ends as the browser's does where its signal ends it. */
function stubFetch(answer: Answering): void {
  vi.stubGlobal('fetch', (_url: string, init: RequestInit) => {
    const { signal } = init;
    if (!signal) throw new Error('a request without a limit');
    return Promise.race([answer(signal), ended(signal)]);
  });
}

function ended(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new DOMException('ended', 'AbortError')));
  });
}

const never = (): Promise<never> => new Promise(() => undefined);

/** A body of which each octet comes so long after the one before; it breaks where the request is ended. */
function slowBody(octets: number, everyMs: number, signal: AbortSignal): ReadableStream<Uint8Array> {
  let sent = 0;
  return new ReadableStream<Uint8Array>({
    start(out) {
      signal.addEventListener('abort', () => out.error(new DOMException('ended', 'AbortError')));
    },
    async pull(out) {
      if (sent === octets) return out.close();
      await new Promise((resolve) => setTimeout(resolve, everyMs));
      sent += 1;
      if (!signal.aborted) out.enqueue(new Uint8Array([sent]));
    },
  });
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a silent line (L30)', () => {
  it('is a dropped line once nothing has come for the time that a read has', async () => {
    stubFetch(never);
    let outcome: unknown;
    void callFunction('/signing/view').then((answer) => (outcome = answer));
    await vi.advanceTimersByTimeAsync(SILENCE_MS - 1);
    expect(outcome).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(outcome).toMatchObject({ ok: false, code: 'OFFLINE', context: { cause: 'AbortError' } });
  });

  it('is waited for longer where the service works through whole files', async () => {
    stubFetch(never);
    let outcome: unknown;
    void callFunction('/envelope/x/send', { method: 'POST', silenceMs: WORK_SILENCE_MS }).then(
      (answer) => (outcome = answer),
    );
    await vi.advanceTimersByTimeAsync(WORK_SILENCE_MS - 1);
    expect(outcome).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(outcome).toMatchObject({ ok: false, code: 'OFFLINE' });
  });

  it('carries a file for as long as something comes, however long the whole takes', async () => {
    stubFetch((signal) => Promise.resolve(new Response(slowBody(5, SILENCE_MS - 1, signal))));
    let octets: unknown;
    void callFunction('/signing/documents/x/content').then(async (answer) => {
      octets = answer.ok ? await readOctets(answer.value) : answer;
    });
    await vi.advanceTimersByTimeAsync(5 * SILENCE_MS);
    expect(octets).toEqual({ ok: true, value: new Uint8Array([1, 2, 3, 4, 5]) });
  });

  it('ends a download in which nothing comes any more', async () => {
    stubFetch((signal) => Promise.resolve(new Response(slowBody(2, SILENCE_MS + 1, signal))));
    let octets: unknown;
    void callFunction('/signing/documents/x/content').then(async (answer) => {
      octets = answer.ok ? await readOctets(answer.value, () => undefined) : answer;
    });
    await vi.advanceTimersByTimeAsync(SILENCE_MS);
    expect(octets).toMatchObject({ ok: false, code: 'OFFLINE' });
  });

  it('within an answer is no fault of the service', async () => {
    stubFetch((signal) => Promise.resolve(new Response(slowBody(2, SILENCE_MS + 1, signal))));
    let outcome: unknown;
    void callFunction('/signing/view').then(async (answer) => {
      outcome = await readJson(answer, v.object({}), 'signing/view');
    });
    await vi.advanceTimersByTimeAsync(SILENCE_MS);
    expect(outcome).toMatchObject({ ok: false, code: 'OFFLINE' });
  });

  it('leaves a caller that gives up its own end', async () => {
    stubFetch(never);
    const caller = new AbortController();
    const outcome = callFunction('/signing/view', { signal: caller.signal });
    caller.abort();
    expect(await outcome).toMatchObject({ ok: false, code: 'OFFLINE' });
  });
});

/** The browser's XMLHttpRequest as far as a part of an upload needs it; the test moves the line. */
class Line {
  static last: Line;
  status = 0;
  response: ArrayBuffer = new ArrayBuffer(0);
  responseType = '';
  readonly headers: Record<string, string> = {};
  readonly upload: { onprogress?: () => void; onload?: () => void } = {};
  onprogress?: () => void;
  onloadend?: () => void;
  body: unknown;

  constructor() {
    Line.last = this;
  }
  open(): void {}
  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }
  getResponseHeader(): string {
    return 'application/json';
  }
  send(body: unknown): void {
    this.body = body;
  }
  abort(): void {
    this.onloadend?.();
  }
  answer(status: number, json: unknown): void {
    this.status = status;
    this.response = new TextEncoder().encode(JSON.stringify(json)).buffer;
    this.onloadend?.();
  }
}

describe('a part of an upload (L30)', () => {
  const octets = new Uint8Array(4_000_000);
  const send = () => callFunction('/signing/attachments/x/parts/0', { method: 'PUT', octets });
  beforeEach(() => void vi.stubGlobal('XMLHttpRequest', Line));

  it('goes on for as long as octets move', async () => {
    const sent = send();
    for (let n = 0; n < 20; n += 1) {
      await vi.advanceTimersByTimeAsync(FILE_SILENCE_MS - 1);
      Line.last.upload.onprogress?.();
    }
    Line.last.answer(200, { received: true });
    expect(await sent).toMatchObject({ ok: true });
    expect(Line.last.body).toBe(octets);
  });

  it('is a dropped line once none has moved, and its refusals keep their code', async () => {
    const sent = send();
    Line.last.upload.onprogress?.();
    await vi.advanceTimersByTimeAsync(FILE_SILENCE_MS);
    expect(await sent).toMatchObject({ ok: false, code: 'OFFLINE' });

    const refused = send();
    Line.last.answer(409, { code: 'UPLOAD_PART_MISMATCH' });
    expect(await refused).toMatchObject({ ok: false, code: 'UPLOAD_PART_MISMATCH' });
  });
});
