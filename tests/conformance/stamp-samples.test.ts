import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { concatBytes } from '../../src/lib/core/bytes/concat.ts';
import { accountFor, readPages, readPdf } from '../../src/lib/core/pdf/index.ts';
import { repairPdf } from '../../src/lib/core/print/index.ts';
import {
  embedContents,
  examineUpload,
  markDraft,
  prepareSignature,
  stampRevision,
} from '../../src/lib/core/sign/index.ts';
import { LIMITS } from '../../src/lib/domain/limits.ts';
import { SEAL_TEXTS } from '../../src/lib/messages/seal.ts';

const ID = '7fdf11d5126db4c1699470984eec8b02';
const EMPTY_CMS = Uint8Array.of(0x30, 0);

const shared = process.env['SHOMEI_SHARED'];
const absent = ['qpdf', 'pdftotext'].filter((name) => spawnSync(name, ['--version']).error !== undefined);
if (shared === undefined) console.warn('skipped, SHOMEI_SHARED is unset: the shared samples');
if (absent.length > 0) console.warn(`skipped, not installed: ${absent.join(' ')}`);

const names =
  shared === undefined ? [] : readdirSync(join(shared, 'samples')).filter((name) => name.endsWith('.pdf'));
const REFUSED: Readonly<Record<string, string>> = {
  'enc_owner.pdf': 'UPLOAD_ENCRYPTED',
  'enc_user.pdf': 'UPLOAD_ENCRYPTED',
  'trunc.pdf': 'UPLOAD_TRUNCATED',
};
const REPAIRED: ReadonlySet<string> = new Set(['badxref.pdf', 'junkhead.pdf']);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stamp-samples-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(name: string): Uint8Array {
  return new Uint8Array(readFileSync(join(shared ?? '', 'samples', name)));
}

/** The bytes that later revisions extend: the sample itself, or what a repair makes of it. */
async function baseOf(name: string): Promise<Uint8Array> {
  const bytes = read(name);
  const examined = examineUpload(bytes, { bytes: LIMITS.pdfBytes, pages: LIMITS.pages });
  if (!examined.ok) throw new Error(examined.code);
  expect(examined.value.needsRepair).toBe(REPAIRED.has(name));
  if (!examined.value.needsRepair) return bytes;
  const repaired = await repairPdf(bytes);
  if (!repaired.ok) throw new Error(repaired.code);
  return repaired.value;
}

function withStamp(base: Uint8Array): Uint8Array {
  const lines = [SEAL_TEXTS.stamp(ID), SEAL_TEXTS.testOnly];
  return concatBytes(base, stampRevision(base, { certificateId: ID, lines }));
}

describe.skipIf(names.length === 0)('every sample is refused by code or becomes a document', () => {
  test.each(names.filter((name) => name in REFUSED))('%s is refused', (name) => {
    expect(examineUpload(read(name), { bytes: LIMITS.pdfBytes, pages: LIMITS.pages })).toMatchObject({
      ok: false,
      code: REFUSED[name],
    });
  });

  test.skipIf(absent.length > 0).each(names.filter((name) => !(name in REFUSED)))(
    '%s stays sound to qpdf through stamp, two signature revisions and a draft mark, with the ID on each page',
    async (name) => {
      const stamped = withStamp(await baseOf(name));
      let sealed = stamped;
      for (const fieldName of ['Shomei-1', 'Shomei-2']) {
        const prepared = prepareSignature(sealed, { fieldName, kind: 'signature', name: '試験' });
        sealed = concatBytes(sealed, embedContents(prepared, EMPTY_CMS));
      }
      const draft = concatBytes(stamped, markDraft(stamped, SEAL_TEXTS.draft));
      for (const [kind, bytes] of Object.entries({ sealed, draft })) {
        const path = join(folder, `${kind}-${name}`);
        writeFileSync(path, bytes);
        const { status, stdout } = spawnSync('qpdf', ['--check', path], { encoding: 'utf8' });
        expect({ status, stdout }).toMatchObject({ status: 0 });
      }
      const file = readPdf(sealed);
      file.readAll();
      expect(file.faults).toEqual([]);
      for (const { index } of file.revisions.slice(-3)) {
        expect(accountFor(file, index)).toEqual({ gaps: [], overlaps: [] });
      }
      const text = spawnSync('pdftotext', [join(folder, `sealed-${name}`), '-'], {
        encoding: 'utf8',
        maxBuffer: 2 ** 28,
      });
      expect(text.stdout.split(SEAL_TEXTS.stamp(ID)).length - 1).toBe(readPages(file).pages.length);
    },
  );
});
