/**
 * Asks programs that share no code with us about finished files: `node tests/conformance/foreign.ts DIR`.
 *
 * For every PDF in DIR: `qpdf --check` finds nothing, `pdfsig` calls every signature valid, `openssl cms
 * -verify -cades` accepts each seal over its ByteRange under DIR/anchors.pem, `openssl ts -verify` each
 * signature time-stamp over the signature value and each document time-stamp over its ByteRange. A twin with
 * one covered byte flipped is refused by the same two openssl commands. Exit 1 where one of them disagrees.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as asn1js from 'asn1js';
import { Attribute, ContentInfo, SignedData } from 'pkijs';

const SIGNATURE_TIMESTAMP = '1.2.840.113549.1.9.16.2.14';

interface Signature {
  readonly subFilter: string;
  readonly covered: Uint8Array;
  readonly cms: Uint8Array;
}

/** Every signature dictionary of a file that we wrote, found by its plain text and not by our own reader. */
function signaturesOf(pdf: Buffer): Signature[] {
  const text = pdf.toString('latin1');
  return [...text.matchAll(/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g)].map((match) => {
    const [a, b, c, d] = match.slice(1, 5).map(Number) as [number, number, number, number];
    const dictionary = text.slice(text.lastIndexOf(' obj', match.index), c + 400);
    const subFilter = /\/SubFilter\s*\/([A-Za-z0-9.]+)/.exec(dictionary)?.[1] ?? 'none';
    const padded = Buffer.from(text.slice(a + b + 1, c - 1), 'hex');
    // The DER length says where the zero padding begins.
    const lengthOctets = (padded[1] ?? 0) & 0x7f;
    const end = 2 + lengthOctets + padded.readUIntBE(2, lengthOctets);
    return {
      subFilter,
      covered: Buffer.concat([pdf.subarray(a, a + b), pdf.subarray(c, c + d)]),
      cms: padded.subarray(0, end),
    };
  });
}

/** The signature value and the signature time-stamp token of a seal, as pkijs reads them. */
function timestampOf(cms: Uint8Array): { token: Uint8Array; value: Uint8Array } | null {
  const { result } = asn1js.fromBER(new Uint8Array(cms));
  const signed = new SignedData({ schema: new ContentInfo({ schema: result }).content });
  const [signer] = signed.signerInfos;
  const attribute = signer?.unsignedAttrs?.attributes.find((a: Attribute) => a.type === SIGNATURE_TIMESTAMP);
  const token: unknown = attribute?.values[0];
  if (signer === undefined || !(token instanceof asn1js.Sequence)) return null;
  return {
    token: new Uint8Array(token.valueBeforeDecodeView),
    value: new Uint8Array(signer.signature.valueBlock.valueHexView),
  };
}

const folder = path.resolve(process.argv[2] ?? '.');
const anchors = path.join(folder, 'anchors.pem');
const scratch = mkdtempSync(path.join(tmpdir(), 'shomei-foreign-'));
let passed = 0;
let failed = 0;

function expect(what: string, holds: boolean, detail = ''): void {
  if (holds) passed += 1;
  else {
    failed += 1;
    console.error(`not ok: ${what}\n${detail}`);
  }
}

function run(command: string, ...args: string[]) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  return { code: status ?? -1, text: `${stdout ?? ''}${stderr ?? ''}${error ? String(error) : ''}` };
}

function scratchFile(name: string, bytes: Uint8Array): string {
  const file = path.join(scratch, name);
  writeFileSync(file, bytes);
  return file;
}

function cmsVerifies(cms: string, content: string) {
  const purpose = ['-purpose', 'any', '-CAfile', anchors, '-out', path.join(scratch, 'out')];
  return run(
    'openssl',
    'cms',
    '-verify',
    '-cades',
    '-binary',
    '-inform',
    'DER',
    '-in',
    cms,
    '-content',
    content,
    ...purpose,
  );
}

function tokenVerifies(token: string, content: string) {
  return run('openssl', 'ts', '-verify', '-token_in', '-in', token, '-data', content, '-CAfile', anchors);
}

const files = readdirSync(folder).filter((name) => name.endsWith('.pdf'));
expect('there are files to check', files.length > 0);
for (const name of files.sort()) {
  const file = path.join(folder, name);
  const before = failed;
  const qpdf = run('qpdf', '--check', file);
  expect(`${name}: qpdf --check`, qpdf.code === 0, qpdf.text);
  const signatures = signaturesOf(readFileSync(file));
  const seals = signatures.filter((s) => s.subFilter === 'ETSI.CAdES.detached').length;
  const pdfsig = run('pdfsig', '-nocert', file);
  const valid = pdfsig.text.match(/Signature is Valid\./g)?.length ?? 0;
  // pdfsig leaves document time-stamps unjudged, so only the seals are counted.
  expect(`${name}: pdfsig calls ${seals} seals valid`, seals > 0 && valid >= seals, pdfsig.text);
  expect(`${name}: ends with a document time-stamp`, signatures.at(-1)?.subFilter === 'ETSI.RFC3161');
  for (const [index, { subFilter, covered, cms }] of signatures.entries()) {
    const content = scratchFile('content', covered);
    const twin = new Uint8Array(covered);
    const middle = twin.length >> 1;
    twin[middle] = (twin[middle] ?? 0) ^ 1;
    const forged = scratchFile('forged', twin);
    const signature = scratchFile('signature', cms);
    const judge = subFilter === 'ETSI.RFC3161' ? tokenVerifies : cmsVerifies;
    const good = judge(signature, content);
    expect(`${name}: openssl accepts signature ${index + 1} (${subFilter})`, good.code === 0, good.text);
    expect(
      `${name}: openssl refuses a flipped byte under signature ${index + 1}`,
      judge(signature, forged).code !== 0,
    );
    if (subFilter === 'ETSI.RFC3161') continue;
    const stamp = timestampOf(cms);
    expect(`${name}: signature ${index + 1} carries a time-stamp`, stamp !== null);
    if (stamp === null) continue;
    const token = tokenVerifies(scratchFile('token', stamp.token), scratchFile('value', stamp.value));
    expect(`${name}: openssl accepts the time-stamp of signature ${index + 1}`, token.code === 0, token.text);
  }
  console.log(`${failed === before ? 'ok' : 'not ok'}: ${name} (${signatures.length} signatures)`);
}
rmSync(scratch, { recursive: true, force: true });
console.log(`foreign: ${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
