// [Note: silent lines]
// A line that is bad enough neither answers nor breaks: without a limit a request over it waits for ever, and so does
// the screen that asked. What counts is silence, not the whole time, so that a slow line may still carry a large file.

/** So long may nothing arrive before a line counts as dropped. */
export const SILENCE_MS = 30_000;
/** The same before the first octet of a file, which the service has to open first, and while one is being sent. */
export const FILE_SILENCE_MS = 60_000;
/** The same where the service works through whole files before it answers: the platform itself ends that after 150 s. */
export const WORK_SILENCE_MS = 150_000;
/** The slowest line on which a part of an upload is waited for, in octets a millisecond, until its progress is heard. */
const SLOWEST = 16;

/** Calls `giveUp` once so long has passed since the last `begin`, unless `end` comes first. */
function silence(giveUp: () => void): { begin: (ms: number) => void; end: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = (): void => clearTimeout(timer);
  return {
    end,
    begin: (ms) => {
      end();
      timer = setTimeout(giveUp, ms);
    },
  };
}

/**
 * `fetch` that gives up on a silent line: until the answer begins after `silenceMs`, within its body after `SILENCE_MS`.
 *
 * @throws as `fetch` does; a silent line is an `AbortError`, which libraries around `fetch` do not repeat.
 */
export async function request(
  input: RequestInfo | URL,
  init: RequestInit = {},
  silenceMs = SILENCE_MS,
): Promise<Response> {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  if (init.signal?.aborted === true) abort();
  init.signal?.addEventListener('abort', abort, { once: true });
  const watch = silence(abort);
  watch.begin(silenceMs);
  try {
    const answer = await fetch(input, { ...init, signal: controller.signal });
    return answer.body === null ? answer : new Response(heard(answer.body, watch), answer);
  } finally {
    watch.end();
  }
}

/** The same octets, each waited for no longer than `SILENCE_MS`; a reader that pauses is not hurried. */
function heard(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  watch: ReturnType<typeof silence>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader();
  return new ReadableStream(
    {
      async pull(out) {
        watch.begin(SILENCE_MS);
        try {
          const { done, value } = await reader.read();
          if (done) out.close();
          else out.enqueue(value);
        } finally {
          watch.end();
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

/**
 * Sends octets, and gives up once none moves for `FILE_SILENCE_MS`. By XMLHttpRequest, since `fetch` does not say how
 * far a request's own body has come.
 *
 * @throws TypeError where no answer arrived, or the caller or the silence ended it.
 */
export function sendOctets(
  url: string,
  sending: {
    readonly method: string;
    readonly headers: Headers;
    readonly octets: Uint8Array<ArrayBuffer>;
    readonly signal?: AbortSignal;
  },
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const line = new XMLHttpRequest();
    const watch = silence(() => line.abort());
    const moved = (): void => watch.begin(FILE_SILENCE_MS);
    line.open(sending.method, url);
    sending.headers.forEach((value, name) => line.setRequestHeader(name, value));
    line.responseType = 'arraybuffer';
    line.upload.onprogress = moved;
    line.upload.onload = moved;
    line.onprogress = moved;
    line.onloadend = () => {
      watch.end();
      // 0: no answer, whichever way the line ended.
      if (line.status === 0) return reject(new TypeError('the line dropped'));
      const empty = [204, 205, 304].includes(line.status);
      const type = line.getResponseHeader('content-type');
      resolve(
        new Response(empty ? null : (line.response as ArrayBuffer), {
          status: line.status,
          headers: type === null ? {} : { 'content-type': type },
        }),
      );
    };
    if (sending.signal?.aborted === true) return reject(new TypeError('ended by the caller'));
    sending.signal?.addEventListener('abort', () => line.abort(), { once: true });
    watch.begin(FILE_SILENCE_MS + sending.octets.length / SLOWEST);
    line.send(sending.octets);
  });
}

/** The value of a promise that cannot be ended, such as a part of the app being loaded, unless it keeps silent. */
export function within<T>(work: Promise<T>, ms = SILENCE_MS): Promise<T> {
  return new Promise((resolve, reject) => {
    const watch = silence(() => reject(new TypeError('nothing arrived')));
    watch.begin(ms);
    work.then(resolve, reject).finally(watch.end);
  });
}
