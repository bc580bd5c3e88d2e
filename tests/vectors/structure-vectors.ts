import { deflateSync } from 'node:zlib';
import { concatBytes } from '../../src/lib/core/bytes/concat.ts';
import { sequence } from '../../src/lib/core/sign/der.ts';
import { certificateFields } from '../../src/lib/core/sign/index.ts';
import { issueCertificate } from '../../supabase/embedded/authority/certificate-builder.ts';
import type { CertificateSpec } from '../pki/mint.ts';
import { certificateList, ocspAnswer } from '../pki/revocation-data.ts';
import { plainFile } from './plain-file.ts';
import { appended, edited } from './surgery.ts';
import type { Vector } from './vector.ts';
import { SEALED_AT, days, sealedAgain, seconds, type Evidence, type Holders } from './workshop.ts';

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const octets = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const lastXref = (file: Uint8Array): string =>
  [...latin1(file).matchAll(/startxref\s+(\d+)/g)].at(-1)?.[1] ?? '';

/** A plain file with a text of it written otherwise, byte for byte as long. */
function rewritten(base: Uint8Array, from: string | RegExp, to: string): Uint8Array {
  return octets(latin1(base).replace(from, to));
}

/** A hybrid file whose stream says of object 5 what the table says. ISO 32000-2 §7.5.8.4. */
function ordinaryHybrid(): Uint8Array {
  const file = latin1(plainFile({ hybrid: true }));
  const at = file.indexOf('5 0 obj');
  const place = String.fromCharCode(0, 0, at >> 8, at & 0xff);
  return octets(file.replace('\u0001\0\0\0\u000f\0', `\u0001${place}\0`));
}

/** Appends sections that change nothing, each behind the one before. */
function sections(file: Uint8Array, count: number): Uint8Array {
  let text = '';
  let before = lastXref(file);
  for (let i = 0; i < count; i++) {
    const at = String(file.length + text.length);
    text += `xref\n0 0\ntrailer\n<</Size 30 /Root 1 0 R /Prev ${before}>>\nstartxref\n${at}\n%%EOF\n`;
    before = at;
  }
  return concatBytes(file, octets(text));
}

/** Appends a cross-reference stream that claims that many entries, all of them free. */
function entries(file: Uint8Array, count: number): Uint8Array {
  const data = deflateSync(new Uint8Array(3 * count));
  const at = String(file.length);
  const head =
    `29 0 obj\n<</Type /XRef /Size ${String(count)} /W [1 1 1] /Index [0 ${String(count)}] /Root 1 0 R ` +
    `/Prev ${lastXref(file)} /Filter /FlateDecode /Length ${String(data.length)}>>\nstream\n`;
  return concatBytes(file, octets(head), data, octets(`\nendstream\nendobj\nstartxref\n${at}\n%%EOF\n`));
}

/** Appends one revision with that many signatures that are none. */
function hollow(file: Uint8Array, count: number): Uint8Array {
  return appended(file, (increment) => {
    const fields = Array.from({ length: count }, (_, at) => {
      const value = increment.allocate();
      increment.put(
        value,
        `<</Type /Sig /Filter /X /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 1] /Contents <${String(1000 + at)}>>>`,
      );
      const field = increment.allocate();
      increment.put(field, `<</FT /Sig /T (s${String(at)}) /V ${String(value)} 0 R>>`);
      return `${String(field)} 0 R`;
    });
    const form = increment.file.catalog()?.entries.get('AcroForm');
    if (form?.kind !== 'ref') throw new RangeError('no form');
    const old = increment.file.getDict(increment.file.catalog(), 'AcroForm')?.entries.get('Fields');
    const first =
      old?.kind === 'array' && old.items[0]?.kind === 'ref' ? `${String(old.items[0].num)} 0 R` : '';
    edited(increment, form.num, new Map([['Fields', `[${[first, ...fields].join(' ')}]`]]));
  });
}

/** The store with more of one kind than is read; what is needed stands before it. */
const crowded =
  (kind: keyof Evidence, make: (at: number, holders: Holders) => Uint8Array, count: number) =>
  (evidence: Evidence, holders: Holders): Evidence => ({
    ...evidence,
    [kind]: [...evidence[kind], ...Array.from({ length: count }, (_, at) => make(at, holders))],
  });

const namesakes: Record<string, CertificateSpec> = Object.fromEntries(
  Array.from({ length: 30 }, (_, at) => [`namesake${String(at)}`, { ca: true, commonName: 'one name' }]),
);

const bound = (
  name: string,
  source: string,
  recipe: Vector['recipe'],
  more: Partial<Vector> = {},
): Vector => ({
  name,
  source,
  recipe,
  verdict: 'INDETERMINATE',
  fails: ['PDF_LIMITS'],
  ...more,
});

/** How the file is built, and how much it may ask of a reader. */
export const STRUCTURE: readonly Vector[] = [
  {
    name: 'an ordinary hybrid file',
    source: 'ISO 32000-2 §7.5.8.4',
    recipe: { base: ordinaryHybrid() },
    verdict: 'TOTAL-PASSED',
    fails: [],
  },
  {
    name: 'octets before the header',
    source: 'ISO 32000-2 §7.5.2',
    recipe: { base: rewritten(plainFile(), '%PDF-1.7', '%!PS-1.7') },
    verdict: 'INDETERMINATE',
    fails: ['PDF_HEADER'],
  },
  {
    name: 'a stream longer than it says',
    source: 'ISO 32000-2 §7.3.8.2',
    recipe: { base: rewritten(plainFile(), /\/Length (\d+)>>\nstream\nBT/, '/Length 09>>\nstream\nBT') },
    verdict: 'INDETERMINATE',
    fails: ['PDF_OBJECTS'],
  },
  {
    name: 'the last seal cut off',
    source: 'ISO 32000-2 §7.5.6 (sound as it stands: found by the certificate of conclusion alone)',
    recipe: {
      after: async (file, holders) => (await sealedAgain(file, holders, 'Seal2')).slice(0, file.length),
    },
    verdict: 'TOTAL-PASSED',
    fails: [],
  },
  {
    name: 'two seals',
    source: 'EN 319 142-1 §6.3',
    recipe: { after: (file, holders) => sealedAgain(file, holders, 'Seal2') },
    verdict: 'TOTAL-PASSED',
    fails: [],
  },
];

const inflated = bound(
  'a stored stream that inflates to more than is read',
  'ISO 32000-2 §7.4.4 (it stands behind the seal: what came later is not wholly read)',
  {
    after: (file) =>
      appended(file, (increment) => {
        const num = increment.allocate();
        increment.putStream(
          num,
          '/Filter /FlateDecode',
          new Uint8Array(deflateSync(new Uint8Array(34_000_000))),
        );
        const store = increment.file.catalog()?.entries.get('DSS');
        if (store?.kind !== 'ref') throw new RangeError('no security store');
        edited(increment, store.num, new Map([['CRLs', `[${String(num)} 0 R]`]]));
      }),
  },
  { fails: ['CHANGES_READABLE', 'PDF_LIMITS'] },
);

/** One for each bound: what lies beyond it is not read, and that is said. */
export const BOMBS: readonly Vector[] = [
  bound(
    'arrays nested deeper than is read',
    'ISO 32000-2 §7.3.6 (the object is not read, which is said too)',
    { base: plainFile({ objects: ['['.repeat(70) + ']'.repeat(70)] }) },
    { fails: ['PDF_LIMITS', 'PDF_OBJECTS'] },
  ),
  bound(
    'more sections than are followed',
    'ISO 32000-2 §7.5.6 (the oldest, which has the pages, is not reached)',
    { after: (file) => sections(file, 1001) },
    { verdict: 'UNREADABLE' },
  ),
  bound(
    'more cross-reference entries than are read',
    'ISO 32000-2 §7.5.8 (the whole section is not read)',
    { after: (file) => entries(file, 2_100_000) },
    { verdict: 'UNREADABLE', fails: ['PDF_XREF'] },
  ),
  inflated,
  bound(
    'more certificates than are read',
    'RFC 5652 §5.1 (those of signer and authority of time come after)',
    {
      store: crowded(
        'certificates',
        (at, { stranger }) =>
          issueCertificate({
            subject: certificateFields(stranger.certificate).subject,
            issuer: certificateFields(stranger.certificate).subject,
            spki: stranger.key.spki,
            notBefore: SEALED_AT,
            notAfter: days(1),
            signer: stranger.key,
            extensions: [],
            serialNumber: Uint8Array.of(1, at >> 8, at & 0xff),
          }),
        520,
      ),
    },
    { fails: ['CMS_SIGNER_CERTIFICATE', 'PDF_LIMITS', 'TIME_PROVEN', 'TSP_CHAIN', 'TSP_SIGNATURE'] },
  ),
  bound('more lists than are read', 'RFC 5280 §5.1', {
    store: crowded(
      'crls',
      (at, { stranger }) =>
        certificateList({
          issuer: stranger.certificate,
          key: stranger.key,
          thisUpdate: seconds(at),
          nextUpdate: days(1),
          revoked: [],
          extensions: [],
        }),
      260,
    ),
  }),
  bound('more answers than are read', 'RFC 6960 §4.2.1', {
    store: crowded(
      'ocsps',
      (at, { stranger, root }) =>
        ocspAnswer({
          about: root.certificate,
          issuer: root.certificate,
          hash: 'SHA-1',
          status: 'good',
          producedAt: seconds(at),
          thisUpdate: seconds(at),
          nextUpdate: null,
          key: stranger.key,
          responder: null,
          extensions: [],
        }),
      260,
    ),
  }),
  bound(
    'more signatures of certificates than are checked',
    'RFC 5280 §6.1 (those of the paths come after)',
    {
      more: namesakes,
      store: (evidence, { more }) => ({
        ...evidence,
        certificates: [
          ...evidence.certificates,
          ...Object.keys(namesakes).flatMap((name) => more[name]?.certificate ?? []),
        ],
      }),
    },
    { fails: ['CHAIN_FOUND', 'PDF_LIMITS', 'TIME_PROVEN', 'TSP_CHAIN'] },
  ),
  bound(
    'more signatures than are judged',
    'ISO 32000-2 §12.7.5.5 (those that are judged are none, and fail all that a signature can)',
    { after: (file) => hollow(file, 201) },
    {
      verdict: 'TOTAL-FAILED',
      fails: ['BYTE_RANGE_END', 'BYTE_RANGE_GAP', 'CMS_FORM', 'PDF_LIMITS', 'TIME_PROVEN'],
    },
  ),
  {
    name: 'contents nested deeper than is read',
    source: 'X.690 §8.1 (no CMS, so no time either)',
    recipe: {
      cms: () => {
        let nested: Uint8Array = sequence();
        for (let i = 0; i < 80; i++) nested = sequence(nested);
        return nested;
      },
    },
    verdict: 'TOTAL-FAILED',
    fails: ['CMS_FORM', 'TIME_PROVEN'],
  },
];
