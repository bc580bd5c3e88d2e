import { expect, test } from 'vitest';
import { readTar } from './tar.ts';

function entry(name: string, content: string, kind = '0'): Uint8Array {
  const block = new Uint8Array(512 + Math.ceil(content.length / 512) * 512);
  const put = (at: number, text: string) => block.set(new TextEncoder().encode(text), at);
  put(0, name);
  put(124, content.length.toString(8).padStart(11, '0'));
  put(156, kind);
  put(512, content);
  return block;
}
const join = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat([...parts, new Uint8Array(1024)]));

test('lists regular files with their content, and no folders', () => {
  const files = readTar(join(entry('dir/', '', '5'), entry('dir/a.txt', 'hello')));
  expect(files.map((f) => [f.name, new TextDecoder().decode(f.content)])).toEqual([['dir/a.txt', 'hello']]);
});

test('refuses an archive that ends inside a file', () => {
  expect(() => readTar(entry('a', 'x'.repeat(600)).subarray(0, 700))).toThrow(RangeError);
});
