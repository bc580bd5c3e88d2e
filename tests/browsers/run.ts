/**
 * `node tests/browsers/run.ts [chromium] [webkit] [firefox]`: judges every vector in each browser and compares the
 * whole report with Node's, to the letter. A browser that is not on this machine is said and left out; one that is named
 * must be there. The last line counts.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import sirv from 'sirv';
import { build } from 'vite';
import type { Report } from '../../src/lib/core/verify/index.ts';
import { writeVectors, type ManifestEntry } from '../vectors/write.ts';
import { BROWSERS, end, launch, type BrowserName } from './launch.ts';
import type { Results } from './results.ts';

const MOST_MS = 180_000;
const PAGE = '<!doctype html><title>vectors</title><script>new Worker("/worker.js")</script>';

async function bundle(folder: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      outDir: folder,
      target: ['es2022', 'safari16.4', 'chrome111', 'firefox115'],
      lib: {
        entry: path.join(import.meta.dirname, 'judge.worker.ts'),
        formats: ['iife'],
        name: 'judge',
        fileName: () => 'worker.js',
      },
    },
  });
}

function serve(folder: string, take: (body: string) => void): Promise<Server> {
  const files = sirv(folder, { dev: true });
  const server = createServer((request, response) => {
    if (request.url === '/') {
      response.setHeader('content-type', 'text/html').end(PAGE);
    } else if (request.method === 'POST') {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        response.end();
        take(Buffer.concat(chunks).toString('utf8'));
      });
    } else files(request, response);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

/** Runs one browser over the folder; null where it is not here. */
async function resultsOf(name: BrowserName, folder: string): Promise<Results | null> {
  const profile = await mkdtemp(path.join(tmpdir(), `shomei-${name}-`));
  let take: (body: string) => void = () => undefined;
  const answered = new Promise<string>((resolve) => (take = resolve));
  const server = await serve(folder, (body) => {
    take(body);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const browser = launch(name, `http://127.0.0.1:${String(port)}/`, profile);
  try {
    if (browser === null) return null;
    let timer: NodeJS.Timeout | undefined;
    const ended = new Promise<string>((resolve) => {
      browser.once('exit', (code) => {
        resolve(JSON.stringify({ thrown: `the browser ended with ${String(code)}` }));
      });
      timer = setTimeout(() => {
        resolve(JSON.stringify({ thrown: `no answer in ${String(MOST_MS / 1000)} s` }));
      }, MOST_MS);
    });
    const answer = JSON.parse(await Promise.race([answered, ended])) as Results | { thrown: string };
    clearTimeout(timer);
    if ('thrown' in answer) throw new Error(`${name}: ${answer.thrown}`);
    return answer;
  } finally {
    if (browser) end(browser);
    server.closeAllConnections();
    server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** One line for each difference between what a browser and Node say about one vector. */
function differences(here: Report, there: Report | undefined): readonly string[] {
  if (!there) return ['no report'];
  if (isDeepStrictEqual(here, there)) return [];
  const spoken = (report: Report): string[] => [
    report.verdict,
    ...report.findings.map(
      ({ check, status, signature, subIndication }) =>
        `${check}[${String(signature ?? 'file')}] ${status} ${subIndication ?? ''}`,
    ),
  ];
  const [a, b] = [spoken(here), spoken(there)];
  const lines = [
    ...a.filter((line) => !b.includes(line)).map((line) => `only in Node: ${line}`),
    ...b.filter((line) => !a.includes(line)).map((line) => `only in the browser: ${line}`),
  ];
  return lines.length > 0 ? lines : ['same answers, other details'];
}

async function compare(
  name: BrowserName,
  isRequired: boolean,
  folder: string,
  manifest: readonly ManifestEntry[],
): Promise<{ passed: number; failed: number; skipped: number }> {
  const results = await resultsOf(name, folder);
  if (results === null) {
    console.log(`${name}: not on this machine${isRequired ? '' : ', left out'}`);
    return isRequired
      ? { passed: 0, failed: 1, skipped: 0 }
      : { passed: 0, failed: 0, skipped: manifest.length };
  }
  let failed = 0;
  for (const { name: vector, report } of manifest) {
    const here = JSON.parse(await readFile(path.join(folder, 'vectors', report), 'utf8')) as Report;
    const lines = differences(here, results.reports[vector]);
    if (lines.length === 0) continue;
    failed++;
    console.log(`${name}: ${vector}\n  ${lines.join('\n  ')}`);
  }
  const lacks = Object.entries(results.capabilities).flatMap(([algorithm, has]) => (has ? [] : [algorithm]));
  console.log(
    `${name}: ${String(manifest.length)} vectors in ${String(Math.round(results.tookMs))} ms, ` +
      `${String(failed)} unlike Node; lacks ${lacks.join(', ') || 'nothing asked'} (${results.agent})`,
  );
  return { passed: manifest.length - failed, failed, skipped: 0 };
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(BROWSERS as readonly string[]).includes(name));
if (unknown.length > 0) {
  console.error(`usage: node tests/browsers/run.ts [${BROWSERS.join('] [')}]`);
  process.exit(2);
}
const folder = await mkdtemp(path.join(tmpdir(), 'shomei-vectors-'));
let [passed, failed, skipped] = [0, 0, 0];
try {
  await bundle(folder);
  const manifest = await writeVectors(path.join(folder, 'vectors'));
  for (const name of BROWSERS.filter((one) => wanted.length === 0 || wanted.includes(one))) {
    const counted = await compare(name, wanted.includes(name), folder, manifest);
    passed += counted.passed;
    failed += counted.failed;
    skipped += counted.skipped;
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
console.log(`${String(passed)} passed, ${String(failed)} failed, ${String(skipped)} skipped`);
process.exitCode = failed === 0 ? 0 : 1;
