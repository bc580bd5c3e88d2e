import { describe, expect, it } from 'vitest';
import { dispositionFileName, readOctets } from './http.ts';

describe('names of downloads', () => {
  it('prefers the extended name, which carries Japanese', () => {
    const header = `attachment; filename="document.pdf"; filename*=UTF-8''%E5%A5%91%E7%B4%84.pdf`;
    expect(dispositionFileName(header)).toBe('\u5951\u7D04.pdf');
  });

  it('falls back to the plain name where the extended one is broken or missing', () => {
    expect(dispositionFileName(`attachment; filename="a.pdf"; filename*=UTF-8''%E5%`)).toBe('a.pdf');
    expect(dispositionFileName('inline')).toBeUndefined();
    expect(dispositionFileName(null)).toBeUndefined();
  });
});

describe('octets of an answer', () => {
  it('joins the parts as they came and counts them', async () => {
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new Uint8Array([1, 2]));
        controller.enqueue(new Uint8Array([3]));
        controller.close();
      },
    });
    const seen: (readonly [number, number | null])[] = [];
    const answer = new Response(stream, { headers: { 'content-length': '3' } });
    const octets = await readOctets(answer, (received, total) => seen.push([received, total]));
    expect(octets).toEqual({ ok: true, value: new Uint8Array([1, 2, 3]) });
    expect(seen).toEqual([
      [2, 3],
      [3, 3],
    ]);
  });

  it('answers OFFLINE where the line breaks on the way', async () => {
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(new TypeError('terminated'));
      },
    });
    expect(await readOctets(new Response(stream), () => undefined)).toMatchObject({
      ok: false,
      code: 'OFFLINE',
    });
  });
});
