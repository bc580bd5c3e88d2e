/**
 * `npm run bench`: measures and prints, asserts nothing. `npm run bench -- documents` runs the named parts alone.
 *
 * Figures depend on the machine: they are printed beside a plain SHA-256 and pdfsig over the same file.
 */
import { availableParallelism, cpus, totalmem } from 'node:os';
import { benchDocuments } from './documents.ts';
import type { Row } from './documents.ts';
import { benchFirstPaint } from './first-paint.ts';
import { benchPhone } from './phone.ts';
import { benchSealing } from './sealing.ts';
import { benchSeals, benchThousand } from './seals.ts';
import { benchStartup } from './startup.ts';
import { benchVerifyBrowser } from './verify-browser.ts';
import { benchVerifyFolder } from './verify-folder.ts';
import { benchVerifyPage } from './verify-page.ts';

const PARTS: Readonly<Record<string, () => Promise<Row[]>>> = {
  startup: benchStartup,
  seals: benchSeals,
  thousand: benchThousand,
  documents: benchDocuments,
  'verify-folder': benchVerifyFolder,
  'verify-browser': benchVerifyBrowser,
  'verify-page': benchVerifyPage,
  'first-paint': benchFirstPaint,
  phone: benchPhone,
  sealing: benchSealing,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  console.error(`unknown part: ${unknown.join(' ')} (known: ${Object.keys(PARTS).join(' ')})`);
  process.exit(2);
}
const memory = `${String(Math.round(totalmem() / 2 ** 30))} GB`;
console.log(
  `${cpus()[0]?.model ?? 'processor unknown'} × ${String(availableParallelism())}, ${memory}, Node ${process.version}`,
);
for (const [name, part] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n${name}`);
  print(await part());
}

/** A table in plain text, columns as wide as their widest cell. */
function print(rows: readonly Row[]): void {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
  const widths = columns.map((_, i) => Math.max(...cells.map((line) => (line[i] ?? '').length)));
  for (const line of cells)
    console.log(
      line
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}
