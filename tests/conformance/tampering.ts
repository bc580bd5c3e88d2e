import { createHash } from 'node:crypto';
import { readPdf } from '../../src/lib/core/pdf/index.ts';
import { annotated, appended, edited } from '../vectors/surgery.ts';
import { signaturesByText, timestampOf, type TextSignature } from './signatures-by-text.ts';

/** What a twin is made of. */
export interface Material {
  /** A concluded contract whose first page says `PLAIN` in an uncompressed content stream. */
  readonly contract: Buffer;
  /** Other concluded files of the same service. */
  readonly others: readonly Buffer[];
  /** The whole contract stamped and sealed anew by somebody whose certificates bear the same names. */
  readonly forge: (base: Uint8Array) => Promise<Uint8Array>;
}

/** One way in which a concluded contract is no longer what it was. */
export interface Tampering {
  readonly name: string;
  /** Who does this, and how. */
  readonly story: string;
  readonly make: (material: Material) => Uint8Array | Promise<Uint8Array>;
  /** Tools that must miss it, by name, each with the reason in its nature. Every other tool must refuse it. */
  readonly missedBy: Readonly<Record<string, string>>;
}

/** What the tampered contract says, and what it is made to say. */
export const PLAIN = 'R8-0421';
const ALTERED = 'R8-9421';

const NO_REVISIONS = 'is handed the octets of a range and does not know what stands behind it';
const NO_CRYPTOGRAPHY = 'reads syntax; the file is well-formed and it computes no digest';
const NO_TIMESTAMPS = 'reads no time-stamps, and the seals themselves are untouched';
const EDITS_ARE_ORDINARY =
  'says "there have been edits since signing" of every file with a later seal, of this one too';

/** The contract with some octets replaced by as many others. */
function overwritten(pdf: Buffer, at: number, octets: Buffer): Buffer {
  const twin = Buffer.from(pdf);
  octets.copy(twin, at);
  return twin;
}

/** The words of the first page, altered where they stand. */
function alteredInPlace(pdf: Buffer): Buffer {
  const at = pdf.indexOf(PLAIN, 0, 'latin1');
  if (at < 0) throw new RangeError(`the contract does not say ${PLAIN} in plain text`);
  return overwritten(pdf, at, Buffer.from(ALTERED, 'latin1'));
}

function signatures(pdf: Buffer): { seals: TextSignature[]; documentTimestamp: TextSignature } {
  const found = signaturesByText(pdf);
  const documentTimestamp = found.at(-1);
  if (documentTimestamp?.subFilter !== 'ETSI.RFC3161')
    throw new RangeError('no document time-stamp at the end');
  return { seals: found.slice(0, -1), documentTimestamp };
}

function lastSeal(pdf: Buffer): TextSignature {
  const seal = signatures(pdf).seals.at(-1);
  if (seal === undefined) throw new RangeError('no seal');
  return seal;
}

/** The CMS of a signature replaced, padded to the room that is there. */
function transplanted(pdf: Buffer, into: TextSignature, cms: Buffer): Buffer {
  const room = into.digits.end - into.digits.start;
  const digits = cms.toString('hex').padEnd(room, '0');
  if (digits.length > room) throw new RangeError('the CMS is larger than its room');
  return overwritten(pdf, into.digits.start, Buffer.from(digits, 'latin1'));
}

/** A later revision that draws other words in the place of the first page's. */
function redrawn(pdf: Buffer): Uint8Array {
  return appended(pdf, (increment, page) => {
    const num = increment.allocate();
    increment.putStream(
      num,
      '',
      Buffer.from(`BT /F3 16 Tf 60 690 Td (Contract No. ${ALTERED}) Tj ET`, 'latin1'),
    );
    edited(increment, page.num, new Map([['Contents', `${String(num)} 0 R`]]));
  });
}

/** Every digest that the altered words break is computed anew; the signature values stay. */
function redigested(pdf: Buffer): Buffer {
  let twin = alteredInPlace(pdf);
  const before = signaturesByText(pdf);
  for (const [index, { covered, digits }] of before.entries()) {
    const was = createHash('sha256').update(covered).digest();
    const now = createHash('sha256')
      .update(signaturesByText(twin)[index]?.covered ?? '')
      .digest();
    const cms = Buffer.from(twin.toString('latin1', digits.start, digits.end), 'hex');
    const at = cms.indexOf(was);
    if (at < 0) throw new RangeError('the digest is not in the CMS');
    twin = overwritten(twin, digits.start, Buffer.from(overwritten(cms, at, now).toString('hex'), 'latin1'));
  }
  return twin;
}

/** The last seal's time-stamp replaced by one that the same authority gave for another seal. */
function restamped({ contract, others }: Material): Buffer {
  const seal = lastSeal(contract);
  const own = timestampOf(seal.cms)?.token;
  if (own === undefined) throw new RangeError('the seal has no time-stamp');
  // As long as its own, so that no length around it changes.
  const foreign = others
    .flatMap((other) => signatures(other).seals)
    .map(({ cms }) => timestampOf(cms)?.token)
    .find((token) => token?.length === own.length && !token.equals(own));
  if (foreign === undefined) throw new RangeError('no other time-stamp is as long');
  return transplanted(contract, seal, overwritten(seal.cms, seal.cms.indexOf(own), foreign));
}

/** The file as the last seal left it: without validation data and document time-stamp. */
function rolledBack(pdf: Buffer): Buffer {
  const { covered, digits } = lastSeal(pdf);
  return pdf.subarray(0, covered.length + (digits.end - digits.start) + '<>'.length);
}

/** The octets of the range narrowed by ten, so that the file's end would not be covered. */
function narrowed(pdf: Buffer): Buffer {
  const text = pdf.toString('latin1');
  const all = [...text.matchAll(/\/ByteRange\s*\[\s*\d+\s+\d+\s+\d+\s+(\d+)\s*\]/g)];
  const match = all.at(-2);
  const length = match?.[1];
  if (match === undefined || length === undefined) throw new RangeError('no seal');
  const at = match.index + match[0].lastIndexOf(length);
  return overwritten(
    pdf,
    at,
    Buffer.from(String(Number(length) - 10).padStart(length.length, '0'), 'latin1'),
  );
}

/** Ten and more kinds of tampering, each what an attacker or a broken line would do. */
export const TAMPERINGS: readonly Tampering[] = [
  {
    name: 'one digit altered in place',
    story: 'an attacker edits the contract number with a hex editor',
    make: ({ contract }) => alteredInPlace(contract),
    missedBy: { 'qpdf --check': NO_CRYPTOGRAPHY },
  },
  {
    name: 'digits altered, digests computed anew',
    story: 'an attacker also writes the new digests into messageDigest and messageImprint',
    make: ({ contract }) => redigested(contract),
    missedBy: { 'qpdf --check': NO_CRYPTOGRAPHY },
  },
  {
    name: 'download broken off',
    story: 'a line ends after nine tenths of the file',
    make: ({ contract }) => contract.subarray(0, Math.floor(contract.length * 0.9)),
    missedBy: { 'openssl cms -verify -cades': 'is asked about the seals, which lie before the break' },
  },
  {
    name: 'line ends converted',
    story: 'a transfer as text turns each LF into CRLF',
    make: ({ contract }) => Buffer.from(contract.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1'),
    missedBy: {},
  },
  {
    name: 'octets in front',
    story: 'a gateway leaves its header before the file',
    make: ({ contract }) =>
      Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n'), contract]),
    missedBy: {
      'qpdf --check': 'looks for the header in the first 1,024 octets and counts every offset from there',
    },
  },
  {
    name: 'page drawn anew by a later revision',
    story: 'an attacker appends a revision in which the page has another content stream',
    make: ({ contract }) => redrawn(contract),
    missedBy: {
      'qpdf --check': NO_CRYPTOGRAPHY,
      'mutool sign -v': EDITS_ARE_ORDINARY,
      'openssl cms -verify -cades': NO_REVISIONS,
      'openssl ts -verify': NO_REVISIONS,
    },
  },
  {
    name: 'text laid over the page',
    story: 'an attacker appends a FreeText annotation over the words',
    make: ({ contract }) => annotated(contract, 'FreeText'),
    missedBy: {
      'qpdf --check': NO_CRYPTOGRAPHY,
      'mutool sign -v': EDITS_ARE_ORDINARY,
      'openssl cms -verify -cades': NO_REVISIONS,
      'openssl ts -verify': NO_REVISIONS,
    },
  },
  {
    name: 'byte range narrowed',
    story: 'an attacker moves the end of what a seal covers',
    make: ({ contract }) => narrowed(contract),
    missedBy: { 'qpdf --check': NO_CRYPTOGRAPHY },
  },
  {
    name: 'seal of another contract',
    story: 'an attacker puts in a sound seal that the service made for something else',
    make: ({ contract, others }) => {
      const [other] = others;
      if (other === undefined) throw new RangeError('no other contract');
      return transplanted(contract, lastSeal(contract), lastSeal(other).cms);
    },
    missedBy: { 'qpdf --check': NO_CRYPTOGRAPHY },
  },
  {
    name: 'time-stamp of another seal',
    story: 'an attacker claims another instant by a token that the authority gave for another signature',
    make: restamped,
    missedBy: {
      'qpdf --check': NO_CRYPTOGRAPHY,
      pdfsig: NO_TIMESTAMPS,
      'mutool sign -v': NO_TIMESTAMPS,
      'openssl cms -verify -cades': 'the token is an unsigned attribute, which the seal does not cover',
    },
  },
  {
    name: 'document time-stamp of another contract',
    story: 'an attacker closes the file by a token that covers something else',
    make: ({ contract, others }) => {
      const [other] = others;
      if (other === undefined) throw new RangeError('no other contract');
      return transplanted(
        contract,
        signatures(contract).documentTimestamp,
        signatures(other).documentTimestamp.cms,
      );
    },
    missedBy: {
      'qpdf --check': NO_CRYPTOGRAPHY,
      pdfsig: NO_TIMESTAMPS,
      'mutool sign -v': NO_TIMESTAMPS,
      'openssl cms -verify -cades': 'is asked about the seals, which are untouched',
    },
  },
  {
    name: 'rolled back to before the conclusion',
    story: 'a copy from before the conclusion passes for the concluded contract',
    make: ({ contract }) => rolledBack(contract),
    missedBy: {
      'qpdf --check': 'an earlier revision is a whole file',
      pdfsig: 'an earlier revision is a whole file, whose last seal covers it',
      'mutool sign -v': 'an earlier revision is a whole file, whose seals are valid',
      'openssl cms -verify -cades': 'is asked about the seals, which are untouched',
    },
  },
  {
    name: 'sealed anew under the same names',
    story: 'a forger alters the contract and seals it by an authority of his own that bears the same names',
    make: async ({ contract, forge }) => {
      const base = readPdf(contract).revisions[0];
      if (base === undefined) throw new RangeError('no revision');
      return await forge(alteredInPlace(contract).subarray(0, base.end));
    },
    missedBy: {
      'qpdf --check': NO_CRYPTOGRAPHY,
      pdfsig: 'its chain verdict rests on the NSS store of the account, so it is asked without (-nocert)',
      'mutool sign -v': 'knows no anchors: says "Self-signed certificate in chain" of genuine files too',
    },
  },
];
