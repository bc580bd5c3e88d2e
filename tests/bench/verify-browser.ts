import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sirv from 'sirv';
import { build } from 'vite';
import { startAuthority } from '../../supabase/embedded/authority/index.ts';
import { end, launch } from '../browsers/launch.ts';
import { authorityPorts } from '../pki/authority-ports.ts';
import { sealDocument } from '../pki/seal-document.ts';
import type { Row } from './documents.ts';
import { largeDocument } from './large-document.ts';

const PAGE = '<!doctype html><title>bench</title><script>new Worker("/worker.js")</script>';
const SIZES = [
  ['1 MB', 1_000_000],
  ['50 MB', 50_000_000],
] as const;

type Answer =
  Readonly<{ digestMs: number; verifyMs: number; verdict: string }> | Readonly<{ thrown: string }>;

/** Verifying in Chromium's worker, beside the digests that WebCrypto alone makes of the same ranges. */
export async function benchVerifyBrowser(): Promise<Row[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-browser-'));
  const authority = await startAuthority({ dataDir: path.join(folder, 'authority') });
  try {
    const served = path.join(folder, 'served');
    await bundle(served);
    writeFileSync(path.join(served, 'trust.json'), JSON.stringify(authority.trustList));
    const rows: Row[] = [];
    for (const [size, octets] of SIZES) {
      const at = new Date();
      const plan = { certificateId: '7fdf11d5126db4c1699470984eec8b02', signers: ['A', 'B'], claimedAt: at };
      const { final } = await sealDocument(await largeDocument(octets), plan, authorityPorts(authority));
      writeFileSync(path.join(served, 'sealed.pdf'), final);
      writeFileSync(path.join(served, 'at'), new Date(at.getTime() + 60_000).toISOString());
      rows.push(row(size, await inChromium(served, path.join(folder, 'profile'))));
    }
    return rows;
  } finally {
    await authority.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function bundle(outDir: string): Promise<void> {
  const entry = path.join(import.meta.dirname, 'verify.worker.ts');
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: { outDir, lib: { entry, formats: ['iife'], name: 'bench', fileName: () => 'worker.js' } },
  });
}

function row(size: string, answer: Answer | null): Row {
  if (answer === null) return { size, result: 'Chromium is not installed' };
  if ('thrown' in answer) return { size, result: answer.thrown };
  const { digestMs, verifyMs, verdict } = answer;
  return {
    size,
    verify: `${verifyMs.toFixed(0)} ms`,
    'WebCrypto digests': `${digestMs.toFixed(0)} ms`,
    ratio: (verifyMs / digestMs).toFixed(2),
    result: verdict,
  };
}

/** What the page posts; null where there is no Chromium. */
async function inChromium(folder: string, profile: string): Promise<Answer | null> {
  const files = sirv(folder, { dev: true });
  let take: (answer: Answer) => void = () => undefined;
  const answered = new Promise<Answer>((resolve) => (take = resolve));
  const server = createServer((request, response) => {
    if (request.method === 'POST') {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
      request.on('end', () => {
        response.end();
        take(JSON.parse(body) as Answer);
      });
    } else if (request.url === '/') response.setHeader('content-type', 'text/html').end(PAGE);
    else files(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const browser = launch('chromium', `http://127.0.0.1:${String(port)}/`, profile);
  try {
    if (browser === null) return null;
    browser.once('exit', () => {
      take({ thrown: 'the browser ended' });
    });
    return await answered;
  } finally {
    if (browser !== null) end(browser);
    server.closeAllConnections();
    server.close();
  }
}
