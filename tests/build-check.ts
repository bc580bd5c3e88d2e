/**
 * Asks five things of a finished build that no test of the sources can see.
 *
 * The service worker carries its list of files (with Kit 3 the placeholder stays behind, silently); the
 * verifier's worker carries no pkijs and is small; no large library is among what an entry loads before its first paint;
 * nothing in the build names a foreign origin to load from.
 */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { firstPaint } from './first-paint.mjs';

const build = path.resolve(import.meta.dirname, '..', 'build');
const faults: string[] = [];
const read = (file: string) => readFileSync(path.join(build, file), 'utf8');

const worker = read('service-worker.js');
if (worker.includes('__WB_MANIFEST')) faults.push('service-worker.js still holds __WB_MANIFEST');
if (!/revision/.test(worker)) faults.push('service-worker.js precaches nothing');

/** The whole verifier with its texts, as a phone on a slow line gets it. */
const VERIFIER_BYTES = 60_000;
const verifiers = globSync('**/*verify*worker*.js', { cwd: build });
if (verifiers.length === 0) faults.push('no worker of the verifier in the build');
for (const file of verifiers) {
  // A class name that pkijs keeps in its error texts, even when minified.
  if (read(file).includes('AuthenticatedSafe')) faults.push(`${file} carries pkijs`);
  const size = gzipSync(read(file)).length;
  if (size > VERIFIER_BYTES) faults.push(`${file} takes ${size} octets as gzip, over ${VERIFIER_BYTES}`);
}

// A text that survives minification in each library; `here` is whether the build carries the library at all, so
// that a marker which went out of use shows as a fault instead of passing for ever.
const LARGE = [
  { library: '@supabase/supabase-js', marker: 'X-Client-Info', here: true },
  { library: 'pdfjs-dist', marker: 'GlobalWorkerOptions', here: true },
  { library: 'pkijs', marker: 'AuthenticatedSafe', here: false },
  { library: 'pdf-lib', marker: 'PDFDocument.load', here: true },
];
const scripts = globSync('_app/**/*.js', { cwd: build });
const first = new Set(firstPaint().flatMap(({ files }) => files.map((file) => path.basename(file))));
for (const { library, marker, here } of LARGE) {
  const holders = scripts.filter((file) => read(file).includes(marker));
  if (holders.length > 0 !== here)
    faults.push(`${library}: its marker is ${here ? 'nowhere' : 'somewhere'} in the build`);
  for (const file of holders) {
    if (first.has(path.basename(file))) faults.push(`${library} is loaded before the first paint (${file})`);
  }
}

for (const file of globSync('**/*.html', { cwd: build })) {
  for (const [, url] of read(file).matchAll(/(?:src|href)="(https?:[^"]+)"/g)) {
    faults.push(`${file} loads ${url}`);
  }
}

for (const fault of faults) console.error(fault);
console.log(`build: ${faults.length === 0 ? 'sound' : `${faults.length} faults`}`);
process.exitCode = faults.length === 0 ? 0 : 1;
