import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCsv } from '../../src/lib/domain/csv.ts';
import { CONCLUSION_JA } from '../../src/lib/messages/conclusion.ts';
import { startAuthority } from '../../supabase/embedded/authority/index.ts';
import { conclude } from '../../supabase/functions/jobs/conclude.ts';
import { redact } from '../../supabase/functions/jobs/redact.ts';
import { sealParty } from '../../supabase/functions/jobs/seal-party.ts';
import { FakePipeline } from '../functions/fake-pipeline.ts';

const COMMAND = resolve(import.meta.dirname, '../../src/cli/verify.ts');
let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'redacted-copy-'));
  const blank = await PDFDocument.create();
  blank.addPage([595, 842]);
  const pdf = await blank.save({ useObjectStreams: false });
  const authority = await startAuthority({ dataDir: at('authority') });
  try {
    const pipeline = await FakePipeline.start(authority, [pdf]);
    for (const partyId of [pipeline.contractorId, pipeline.municipalityId]) {
      pipeline.consent(partyId);
      await sealParty(pipeline.ports, partyId);
    }
    await conclude(pipeline.ports, pipeline.envelopeId);
    const certificate = pipeline.documents.find(({ kind }) => kind === 'certificate');
    await redact(pipeline.ports, certificate?.id ?? '');
    for (const document of pipeline.documents)
      writeFileSync(at(`${document.kind}.pdf`), pipeline.file(document));
    mkdirSync(at('both'));
    for (const document of pipeline.documents.slice(1))
      writeFileSync(at(`both/${document.kind}.pdf`), pipeline.file(document));
    writeFileSync(at('trust.json'), JSON.stringify(authority.trustList));
  } finally {
    await authority.stop();
  }
}, 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function run(...args: readonly string[]): Promise<{ code: number; stdout: string }> {
  return new Promise((done) => {
    const all = [COMMAND, '--trust', at('trust.json'), ...args];
    execFile(process.execPath, all, { maxBuffer: 1 << 28 }, (error, stdout) => {
      done({ code: typeof error?.code === 'number' ? error.code : 0, stdout });
    });
  });
}

test('M52: a contract matches its copy 「一部非表示」, and JSON, CSV and plain text name that', async () => {
  const args = ['--certificate', at('redacted_certificate.pdf'), at('contract.pdf')];
  const json = await run('--json', ...args);
  expect(json.code).toBe(0);
  expect(JSON.parse(json.stdout)).toMatchObject({
    verdict: 'TOTAL-PASSED',
    match: { id: 'matched', bytes: 'matched', certificate: 'sound', redacted: true },
  });
  const rows = readCsv((await run('--csv', ...args)).stdout);
  if (!rows.ok) throw new Error(rows.code);
  expect(rows.value[1]?.cells[2]).toBe(
    [CONCLUSION_JA.ALL_VALID, CONCLUSION_JA.ID_MATCHED, CONCLUSION_JA.REDACTED_COPY].join(' / '),
  );
  expect((await run(...args)).stdout).toContain(CONCLUSION_JA.REDACTED_COPY);
});

test('M52: where the certificate is there too, the contract is compared with it', async () => {
  const { stdout } = await run('--json', '--certificate', at('both'), at('contract.pdf'));
  expect(JSON.parse(stdout)).toMatchObject({ match: { redacted: false } });
});

test('M52: the copy by itself is never taken for the certificate', async () => {
  for (const [name, redacted] of [
    ['redacted_certificate.pdf', true],
    ['certificate.pdf', false],
  ] as const) {
    const json = await run('--json', at(name));
    expect(JSON.parse(json.stdout)).toMatchObject({
      verdict: 'TOTAL-PASSED',
      certificate: { certificateId: '1'.repeat(32), redacted },
    });
    const csv = await run('--csv', at(name));
    const plain = await run(at(name));
    expect([csv.stdout, plain.stdout].map((text) => text.includes(CONCLUSION_JA.REDACTED_COPY))).toEqual([
      redacted,
      redacted,
    ]);
  }
});

test('a contract is no certificate of its own', async () => {
  const { stdout } = await run('--json', at('contract.pdf'));
  expect(JSON.parse(stdout)).not.toHaveProperty('certificate');
});
