/**
 * Seals 1,000 documents by the job itself (seal and judgement, storage and database in memory, a time-stamp authority
 * over HTTP) in one process, and prints what memory it holds after each hundred as JSON.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startAuthority } from '../../supabase/embedded/authority/index.ts';
import { sealParty } from '../../supabase/functions/jobs/seal-party.ts';
import { FakePipeline } from '../functions/fake-pipeline.ts';
import type { Row } from './documents.ts';
import { largeDocument } from './large-document.ts';
import { nowMb } from './process-memory.mjs';

const COUNT = 1_000;
const EACH = 100;

const folder = mkdtempSync(path.join(tmpdir(), 'bench-thousand-'));
const authority = await startAuthority({ dataDir: folder });
try {
  const pdf = await largeDocument(100_000);
  const rows: Row[] = [];
  let began = performance.now();
  for (let n = 1; n <= COUNT; n += 1) {
    const pipeline = await FakePipeline.start(authority, [pdf]);
    pipeline.consent(pipeline.contractorId);
    await sealParty(pipeline.ports, pipeline.contractorId);
    if (n % EACH !== 0) continue;
    globalThis.gc?.();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    rows.push({
      sealed: String(n),
      'each took': `${((performance.now() - began) / EACH).toFixed(1)} ms`,
      'heap in use': `${(heapUsed / 2 ** 20).toFixed(1)} MB`,
      buffers: `${(arrayBuffers / 2 ** 20).toFixed(1)} MB`,
      resident: `${nowMb().toFixed(0)} MB`,
    });
    began = performance.now();
  }
  console.log(JSON.stringify(rows));
} finally {
  await authority.stop();
  rmSync(folder, { recursive: true, force: true });
}
