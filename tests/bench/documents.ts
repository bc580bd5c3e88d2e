import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startAuthority } from '../../supabase/embedded/authority/index.ts';
import { authorityPorts } from '../pki/authority-ports.ts';
import { sealDocument } from '../pki/seal-document.ts';
import { largeDocument } from './large-document.ts';
import type { BenchContext, Measured } from './measure.ts';

/** One row of the table. */
export type Row = Readonly<Record<string, string>>;

const SIZES = [
  ['100 KB', 100_000],
  ['1 MB', 1_000_000],
  ['10 MB', 10_000_000],
  ['50 MB', 50_000_000],
] as const;

/**
 * Seal and verify of documents by size, each act in a process of its own, beside a plain SHA-256 and pdfsig.
 *
 * `seal` is one B-T signature with a local key and a time-stamp authority on this machine; `verify` judges the
 * concluded file: two seals, validation data, document time-stamp.
 */
export async function benchDocuments(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-documents-'));
  const authority = await startAuthority({ dataDir: join(folder, 'authority') });
  try {
    const rows: Row[] = [];
    for (const [label, octets] of SIZES) {
      const base = await largeDocument(octets);
      const at = new Date();
      const plan = { certificateId: '7fdf11d5126db4c1699470984eec8b02', signers: ['A', 'B'], claimedAt: at };
      const { revisions, final } = await sealDocument(base, plan, authorityPorts(authority));
      const stamped = write(folder, 'stamped.pdf', revisions[0] ?? base);
      const sealed = write(folder, 'sealed.pdf', final);
      const context: BenchContext = {
        url: authority.url,
        tsaUrl: authority.tsaUrl,
        sealKeyPkcs8: authority.sealKeyPkcs8,
        sealCertificatesPem: authority.sealCertificatesPem,
        trustList: authority.trustList,
        // A minute on: the evidence is then not ahead of the instant of judging.
        at: new Date(at.getTime() + 60_000).toISOString(),
      };
      const contextFile = write(folder, 'context.json', JSON.stringify(context));
      rows.push(row(label, 'seal', await measure('seal', stamped, contextFile)));
      rows.push(row(label, 'verify', await measure('verify', sealed, contextFile)));
      rows.push(row(label, 'SHA-256', await measure('sha256', sealed, contextFile)));
      rows.push(pdfsig(label, sealed));
    }
    return rows;
  } finally {
    await authority.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs one act; not synchronously, since the authority answers from this process. */
async function measure(act: string, file: string, context: string): Promise<Measured> {
  const script = fileURLToPath(new URL('./measure.ts', import.meta.url));
  const output = await new Promise<string>((resolve, reject) => {
    execFile(process.execPath, [script, act, file, context], (error, stdout) => {
      if (error) reject(error);
      else resolve(stdout);
    });
  });
  return JSON.parse(output) as Measured;
}

function row(size: string, act: string, measured: Measured): Row {
  const ms = (value: number) => `${String(Math.round(value))} ms`;
  return {
    size,
    act,
    'first run': ms(measured.coldMs),
    warm: ms(measured.warmMs),
    processor: ms(measured.cpuMs),
    'peak memory': `${String(Math.round(measured.peakMb))} MB`,
    result: measured.note,
  };
}

/** Poppler's verifier as a whole process, where it is installed. */
function pdfsig(size: string, file: string): Row {
  if (spawnSync('pdfsig', ['-v']).error !== undefined)
    return { size, act: 'pdfsig', result: 'not installed' };
  const begin = performance.now();
  const output = execFileSync('pdfsig', ['-nocert', file], {
    encoding: 'utf8',
    // It says of each document time-stamp that it cannot judge it.
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const took = `${String(Math.round(performance.now() - begin))} ms`;
  const valid = output.match(/Signature is Valid\./g)?.length ?? 0;
  return { size, act: 'pdfsig', 'first run': took, result: `${String(valid)} valid` };
}

function write(folder: string, name: string, content: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
