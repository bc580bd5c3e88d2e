import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LIMITS } from '../../src/lib/domain/limits.ts';
import { codeOf, type Answer } from './answer.ts';
import { HOSTILE_PDFS, PLAIN_PDF } from './hostile-pdf.ts';
import { Scene, sha256Hex, until } from './scene.ts';

const run = promisify(execFile);
const shared = process.env['SHOMEI_SHARED'];

let scene: Scene;
/** The folder of stored objects where it is a small disk of its own; null where this account may not mount one. */
let smallDisk: string | null = null;

beforeAll(async () => {
  scene = await Scene.open(async (dataDir) => {
    const folder = path.join(dataDir, 'storage');
    await mkdir(path.join(dataDir, 'postgres'));
    await mkdir(folder);
    const mounted = await run('mount', ['-t', 'tmpfs', '-o', 'size=24m,mode=700', 'tmpfs', folder]).catch(
      () => null,
    );
    smallDisk = mounted === null ? null : folder;
  });
});
afterAll(async () => {
  await scene?.stack.stop();
  if (smallDisk !== null) await run('umount', [smallDisk]);
  await scene?.close();
});

interface Begun {
  readonly uploadId: string;
  readonly partSize: number;
  readonly partCount: number;
  readonly received: readonly number[];
}

async function begin(envelopeId: string, bytes: Uint8Array, size = bytes.length): Promise<Begun> {
  return scene.drafter.act('POST', '/uploads', {
    envelopeId,
    name: 'contract.pdf',
    size,
    sha256Hex: sha256Hex(bytes),
  });
}

function putPart(
  uploadId: string,
  index: number,
  octets: Uint8Array<ArrayBuffer>,
  hash = sha256Hex(octets),
): Promise<Answer> {
  return scene.as(scene.drafter, 'PUT', `/uploads/${uploadId}/parts/${String(index)}`, {
    headers: { 'x-part-sha256': hash, 'content-type': 'application/octet-stream' },
    octets,
  });
}

const finish = (uploadId: string): Promise<Answer> =>
  scene.as(scene.drafter, 'POST', `/uploads/${uploadId}/finish`, { json: {} });

/** Uploads a whole file in one go; the code of what refused it, null where it became a document. */
async function upload(envelopeId: string, bytes: Uint8Array<ArrayBuffer>): Promise<string | null> {
  const { uploadId, partCount, partSize } = await begin(envelopeId, bytes);
  for (let index = 0; index < partCount; index += 1) {
    const part = await putPart(uploadId, index, bytes.slice(index * partSize, (index + 1) * partSize));
    if (part.code !== null) return part.code;
  }
  return codeOf(finish(uploadId));
}

/** Everything of a draft that somebody can see. */
async function visible(envelopeId: string): Promise<string> {
  const { client } = scene.drafter;
  const read = async (table: string, column: string): Promise<unknown> =>
    (await client.from(table).select('*').eq(column, envelopeId)).data;
  return JSON.stringify([
    await read('envelope', 'id'),
    await read('document', 'envelope_id'),
    await read('document_revision', 'envelope_id'),
  ]);
}

/** Octets that do not compress, the same at every run. */
function noise(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let state = 1;
  for (let i = 0; i < length; i += 1) bytes[i] = state = (state * 48_271) % 2_147_483_647;
  return bytes;
}

describe('a file that no contract may be made of is refused by its own code, and the draft stays as it was', () => {
  let envelopeId = '';
  let before = '';
  beforeAll(async () => {
    envelopeId = await scene.draft();
    before = await visible(envelopeId);
  });

  test.each(HOSTILE_PDFS)('%s', async (_what, bytes, code) => {
    expect(await upload(envelopeId, bytes)).toBe(code);
    expect(await visible(envelopeId)).toBe(before);
  });

  test('an empty file is refused before anything is sent', async () => {
    const json = { envelopeId, name: 'x.pdf', size: 0, sha256Hex: sha256Hex(new Uint8Array()) };
    expect(await codeOf(scene.as(scene.drafter, 'POST', '/uploads', { json }))).toBe('UPLOAD_EMPTY');
  });

  test('a name that is no name is refused', async () => {
    const json = { envelopeId, size: 10, sha256Hex: '0'.repeat(64) };
    const begun = (name: string): Promise<string | null> =>
      codeOf(scene.as(scene.drafter, 'POST', '/uploads', { json: { ...json, name } }));
    expect(await begun('')).toBe('DOCUMENT_NAME_INVALID');
    expect(await begun('a\u0000b.pdf')).toBe('REQUEST_INVALID');
    expect(await begun('a\ud800b.pdf')).toBe('REQUEST_INVALID');
    expect(await begun('a\nb.pdf')).toBe('FIELD_INVALID');
    expect(await begun('x'.repeat(201))).toBe('FIELD_INVALID');
  });

  test('the same draft then takes a sound file and is sent', async () => {
    expect(await upload(envelopeId, PLAIN_PDF)).toBeNull();
    expect(await codeOf(scene.as(scene.drafter, 'POST', `/${envelopeId}/send`, { json: {} }))).toBeNull();
    expect(await upload(await scene.draft(), PLAIN_PDF)).toBeNull();
  });

  test.runIf(shared !== undefined)('the encrypted and cut samples are refused as such', async () => {
    const draft = await scene.draft();
    for (const [name, code] of [
      ['enc_owner.pdf', 'UPLOAD_ENCRYPTED'],
      ['enc_user.pdf', 'UPLOAD_ENCRYPTED'],
      ['trunc.pdf', 'UPLOAD_TRUNCATED'],
    ] as const) {
      const bytes = Uint8Array.from(await readFile(path.join(shared ?? '', 'samples', name)));
      expect([name, await upload(draft, bytes)]).toEqual([name, code]);
    }
  });
});

describe('a file larger than 50 MB', () => {
  test('is refused when it says so', async () => {
    const json = {
      envelopeId: await scene.draft(),
      name: 'x.pdf',
      size: LIMITS.pdfBytes + 1,
      sha256Hex: '0'.repeat(64),
    };
    const answer = await scene.as(scene.drafter, 'POST', '/uploads', { json });
    expect([answer.code, answer.context['limit']]).toEqual(['UPLOAD_TOO_LARGE', LIMITS.pdfBytes]);
  });

  test('does not get in by announcing less than it sends', async () => {
    const part = noise(LIMITS.partBytes + 1);
    const { uploadId } = await begin(await scene.draft(), part, 100);
    expect(await codeOf(putPart(uploadId, 0, part))).toBe('UPLOAD_PART_MISMATCH');
    expect(await codeOf(putPart(uploadId, 0, part.slice(0, 101)))).toBe('UPLOAD_PART_MISMATCH');
    expect(await codeOf(putPart(uploadId, 1, part.slice(0, 100)))).toBe('UPLOAD_PART_OUT_OF_RANGE');
    const endless = await scene.as(scene.drafter, 'PUT', `/uploads/${uploadId}/parts/0`, {
      headers: { 'x-part-sha256': sha256Hex(part) },
      stream: part,
    });
    expect(endless.code).toBe('UPLOAD_PART_MISMATCH');
    expect(await codeOf(finish(uploadId))).toBe('UPLOAD_INCOMPLETE');
  });
});

describe('a dropped upload', () => {
  test('goes on where it stopped, and nothing damaged on the way is taken', async () => {
    // Two parts: comments are white space (ISO 32000-2 §7.2.4), so that a sound file can have any size.
    const head = new TextDecoder('latin1').decode(PLAIN_PDF);
    const at = head.lastIndexOf('startxref');
    const filling = `%${'x'.repeat(LIMITS.partBytes)}\n`;
    const bytes = Uint8Array.from(Buffer.from(head.slice(0, at) + filling + head.slice(at), 'latin1'));
    const envelopeId = await scene.draft();
    const first = await begin(envelopeId, bytes);
    expect(first).toMatchObject({ partCount: 2, received: [] });
    const parts = [bytes.slice(0, first.partSize), bytes.slice(first.partSize)] as const;

    expect(await codeOf(putPart(first.uploadId, 1, parts[1], sha256Hex(parts[0])))).toBe(
      'UPLOAD_PART_MISMATCH',
    );
    expect(await codeOf(putPart(first.uploadId, 1, parts[1], 'no hash'))).toBe('REQUEST_INVALID');
    expect(await codeOf(putPart(first.uploadId, 1, parts[1]))).toBeNull();
    expect(await codeOf(finish(first.uploadId))).toBe('UPLOAD_INCOMPLETE');

    // The page was closed; the same file chosen again is the same upload.
    const again = await begin(envelopeId, bytes);
    expect(again).toMatchObject({ uploadId: first.uploadId, received: [1] });
    expect(await codeOf(putPart(again.uploadId, 1, parts[1]))).toBeNull();
    expect(await codeOf(putPart(again.uploadId, 0, parts[0]))).toBeNull();
    const [done, once] = await Promise.all([finish(again.uploadId), finish(again.uploadId)]);
    expect([done.code, once.code]).toEqual([null, null]);
    const [{ n } = { n: 0 }] = await scene.sql<{ n: number }[]>`
      select count(*)::int as n from public.document where envelope_id = ${envelopeId}`;
    expect(n).toBe(1);
  });

  test('parts of another file than the announced one never become a document', async () => {
    const other = Uint8Array.from(PLAIN_PDF);
    other[40] = 0x41;
    const envelopeId = await scene.draft();
    const { uploadId } = await begin(envelopeId, PLAIN_PDF);
    expect(await codeOf(putPart(uploadId, 0, other))).toBeNull();
    expect(await codeOf(finish(uploadId))).toBe('UPLOAD_HASH_MISMATCH');
    expect(await scene.sql`select 1 from public.document where envelope_id = ${envelopeId}`).toHaveLength(0);
  });
});

describe('a full disk', () => {
  test('is said as STORAGE_FULL, loses nothing, and everything goes on when there is room', async (context) => {
    if (smallDisk === null) context.skip('needs an account that may mount a small disk');
    const disk = smallDisk ?? '';
    const sent = await scene.send();
    const consent = await scene.read(sent);
    const draft = await scene.draft();
    const before = await visible(draft);
    const ballast = path.join(disk, 'ballast');
    // Writing ends when the disk is full: that is what this is for.
    await writeFile(ballast, new Uint8Array(32 << 20)).catch(() => undefined);
    expect(existsSync(ballast)).toBe(true);

    const bytes = noise(100_000);
    const { uploadId } = await begin(draft, bytes);
    expect(await codeOf(putPart(uploadId, 0, bytes))).toBe('STORAGE_FULL');
    expect(await visible(draft)).toBe(before);

    // A consent is kept although its seal cannot be.
    const operator = { kind: 'principal', name: null };
    expect(
      await codeOf(scene.link(sent.token, 'POST', '/consent', { documents: consent, operator })),
    ).toBeNull();
    await until('the seal that cannot be stored', async () => {
      const [job] = await scene.sql`
        select last_code from private.job where kind = 'seal_party' and subject like ${`%${sent.contractorPartyId}%`}`;
      return job?.['last_code'] === 'STORAGE_FULL';
    });
    const [{ seals } = { seals: -1 }] = await scene.sql<{ seals: number }[]>`
      select count(*)::int as seals from public.document_revision
       where document_id = ${sent.documentId} and kind = 'seal'`;
    expect(seals).toBe(0);
    expect(await codeOf(scene.link(sent.token, 'GET', '/view'))).toBeNull();

    await rm(ballast);
    expect(await upload(draft, PLAIN_PDF)).toBeNull();
    await scene.reaches(sent.envelopeId, 'partly_signed');
    const operations = await scene.sql`
      select attempts from private.key_operation where subject like ${`seal/${sent.contractorPartyId}/%`}`;
    expect(operations).toHaveLength(1);
    expect(operations[0]?.['attempts']).toBe(1);
  });
});
