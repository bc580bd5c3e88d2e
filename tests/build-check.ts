/**
 * Asks three things of a finished build that no test of the sources can see.
 *
 * The service worker carries its list of files (with Kit 3 the placeholder stays behind, silently); the
 * verifier's worker carries no pkijs; nothing in the build names a foreign origin to load from.
 */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const build = path.resolve(import.meta.dirname, '..', 'build');
const faults: string[] = [];
const read = (file: string) => readFileSync(path.join(build, file), 'utf8');

const worker = read('service-worker.js');
if (worker.includes('__WB_MANIFEST')) faults.push('service-worker.js still holds __WB_MANIFEST');
if (!/revision/.test(worker)) faults.push('service-worker.js precaches nothing');

const verifiers = globSync('**/*verify*worker*.js', { cwd: build });
if (verifiers.length === 0) faults.push('no worker of the verifier in the build');
for (const file of verifiers) {
  // A class name that pkijs keeps in its error texts, even when minified.
  if (read(file).includes('AuthenticatedSafe')) faults.push(`${file} carries pkijs`);
}

for (const file of globSync('**/*.html', { cwd: build })) {
  for (const [, url] of read(file).matchAll(/(?:src|href)="(https?:[^"]+)"/g)) {
    faults.push(`${file} loads ${url}`);
  }
}

for (const fault of faults) console.error(fault);
console.log(`build: ${faults.length === 0 ? 'sound' : `${faults.length} faults`}`);
process.exitCode = faults.length === 0 ? 0 : 1;
