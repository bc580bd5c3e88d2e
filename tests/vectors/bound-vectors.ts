import { deflateSync } from 'node:zlib';
import { concatBytes } from '../../src/lib/core/bytes/concat.ts';
import {
  implicitPrimitive,
  integer,
  objectIdentifier,
  retag,
  sequence,
  setOf,
} from '../../src/lib/core/sign/der.ts';
import { certificateFields } from '../../src/lib/core/sign/index.ts';
import { OID } from '../../src/lib/core/sign/object-identifier.ts';
import {
  distinguishedName,
  extension,
  issueCertificate,
} from '../../supabase/embedded/authority/certificate-builder.ts';
import type { CertificateSpec } from '../pki/mint.ts';
import { certificateList, ocspAnswer } from '../pki/revocation-data.ts';
import { plainFile } from './plain-file.ts';
import { appended, edited } from './surgery.ts';
import type { Vector } from './vector.ts';
import { SEALED_AT, days, seconds, type Evidence, type Holder, type Holders } from './workshop.ts';

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const octets = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const lastXref = (file: Uint8Array): string =>
  [...latin1(file).matchAll(/startxref\s+(\d+)/g)].at(-1)?.[1] ?? '';
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

/** A certificate of the holder's key and by it. */
function issued({ certificate, key }: Holder, subject: Uint8Array, at: number): Uint8Array {
  return issueCertificate({
    subject,
    issuer: certificateFields(certificate).subject,
    spki: key.spki,
    notBefore: SEALED_AT,
    notAfter: days(1),
    signer: key,
    extensions: [],
    serialNumber: Uint8Array.of(1, at >> 8, at & 0xff),
  });
}
const issuedBy = (holder: Holder, count: number, subject: Uint8Array): readonly Uint8Array[] =>
  Array.from({ length: count }, (_, at) => issued(holder, subject, at));

const names = (count: number): readonly Uint8Array[] =>
  Array.from({ length: count }, (_, at) => implicitPrimitive(2, octets(`a${String(at)}.example`)));
const bases = (count: number): Uint8Array => sequence(...names(count).map((name) => sequence(name)));
const oids = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `2.999.${String(at + 1)}`);

/** Appends a revision of objects each of which is a string that holds all those behind it. */
function nested(file: Uint8Array, count: number): Uint8Array {
  let text = '';
  const rows: string[] = [];
  for (let at = 0; at < count; at++) {
    rows.push(`${String(file.length + text.length).padStart(10, '0')} 00000 n \n`);
    text += `${String(100 + at)} 0 obj (`;
  }
  text += `${')'.repeat(count)} endobj\n`;
  const start = String(file.length + text.length);
  return concatBytes(
    file,
    octets(
      `${text}xref\n100 ${String(count)}\n${rows.join('')}trailer\n<</Size ${String(100 + count)} /Root 1 0 R ` +
        `/Prev ${lastXref(file)}>>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
}

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
    { verdict: 'UNREADABLE' },
  ),
  inflated,
  bound(
    'more certificates than are read',
    'RFC 5652 §5.1 (those of signer and authority of time come after)',
    {
      store: crowded(
        'certificates',
        (at, { stranger }) => issued(stranger, certificateFields(stranger.certificate).subject, at),
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
  bound(
    'more time-stamps than are measured',
    'EN 319 122-1 §5.3 (those that are measured are none)',
    {
      parts: (parts) => ({
        ...parts,
        unsignedAttrs: [
          ...parts.unsignedAttrs,
          ...Array.from({ length: 17 }, (_, at) =>
            sequence(
              objectIdentifier(OID.signatureTimeStampToken),
              setOf(...Array.from({ length: 16 }, (_, value) => integer(16 * at + value))),
            ),
          ),
        ],
      }),
    },
    { at: SEALED_AT, fails: ['PDF_LIMITS', 'TIME_PROVEN', 'TSP_FORM'] },
  ),
  bound(
    'more statements about certificates than are kept',
    'RFC 5280 §5.1 (each list is about each of them; answers are read after lists)',
    {
      store: (evidence, { stranger }) => ({
        ...evidence,
        certificates: [
          ...evidence.certificates,
          stranger.certificate,
          ...issuedBy(stranger, 60, distinguishedName({ country: 'JP', organization: 'x', commonName: 'x' })),
        ],
        crls: [
          ...evidence.crls,
          ...Array.from({ length: 150 }, (_, at) =>
            certificateList({
              issuer: stranger.certificate,
              key: stranger.key,
              thisUpdate: seconds(at),
              nextUpdate: days(1),
              revoked: [],
              extensions: [],
            }),
          ),
        ],
      }),
    },
    { fails: ['PDF_LIMITS', 'REVOCATION_FOUND'] },
  ),
  bound(
    'objects that all contain one another',
    'ISO 32000-2 §7.3.10 (octets are of one object: what they are of besides is forbidden)',
    { after: (file) => nested(file, 4000) },
    { verdict: 'TOTAL-FAILED', fails: ['CHANGES_PERMITTED', 'PDF_LIMITS'] },
  ),
  bound(
    'authorities that all issue one another',
    'RFC 4158 (building; some of them lead to no anchor)',
    {
      certificates: { seal: { issuer: 'stranger' } },
      without: ['ocsp'],
      store: (evidence, { stranger }) => ({
        ...evidence,
        certificates: [
          ...evidence.certificates,
          ...issuedBy(stranger, 25, certificateFields(stranger.certificate).subject),
        ],
      }),
    },
    { subIndication: 'CERTIFICATE_CHAIN_GENERAL_FAILURE', fails: ['CHAIN_FOUND'] },
  ),
  bound(
    'more names than are compared with what they must lie within',
    'RFC 5280 §6.1.3 (b)',
    {
      certificates: {
        issuing: { extensions: [extension('2.5.29.30', true, sequence(retag(0xa0, bases(300))))] },
        seal: { extensions: [extension('2.5.29.17', false, sequence(...names(300)))] },
      },
    },
    { subIndication: 'CERTIFICATE_CHAIN_GENERAL_FAILURE', fails: ['CHAIN_CONSTRAINTS'] },
  ),
  bound(
    'more policies than a tree holds',
    'RFC 5280 §6.1.4 (b) (each of the authority’s is each of the signer’s)',
    {
      certificates: {
        issuing: {
          policies: oids(70),
          extensions: [
            extension(
              '2.5.29.33',
              false,
              sequence(
                ...oids(70).flatMap((from) =>
                  oids(70).map((to) => sequence(objectIdentifier(from), objectIdentifier(to))),
                ),
              ),
            ),
          ],
        },
        seal: { policies: oids(70) },
      },
      // The authority's certificate is too large for the signature, and stands in the store alone.
      parts: (parts) => ({ ...parts, certificates: parts.certificates.slice(0, 1) }),
    },
    { fails: ['CHAIN_CONSTRAINTS'] },
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
