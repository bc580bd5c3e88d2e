import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { firstPaint } from '../first-paint.mjs';
import type { Row } from './documents.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Scripts that each entry of the finished build loads before its first paint, gzipped one by one. */
export function benchFirstPaint(): Promise<Row[]> {
  const size = (file: string): number => gzipSync(readFileSync(path.join(ROOT, file))).length;
  const rows = firstPaint().map(({ route, files }) => ({
    entry: route,
    scripts: String(files.length),
    gzip: `${(files.reduce((sum, file) => sum + size(file), 0) / 1000).toFixed(1)} kB`,
  }));
  return Promise.resolve(rows);
}
