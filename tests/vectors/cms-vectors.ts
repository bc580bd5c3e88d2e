import { concatBytes } from '../../src/lib/core/bytes/concat.ts';
import { octetString, setOf } from '../../src/lib/core/sign/der.ts';
import { signedAttributes } from '../../src/lib/core/sign/index.ts';
import { OID } from '../../src/lib/core/sign/object-identifier.ts';
import { attribute } from '../../src/lib/core/sign/signed-attributes.ts';
import { signedDataWith } from './surgery.ts';
import type { Vector } from './vector.ts';
import { SEALED_AT } from './workshop.ts';

const ascii = (text: string) => new TextEncoder().encode(text);

/** What the CMS says. */
export const CMS: readonly Vector[] = [
  {
    name: 'contents that are not CMS',
    source: 'RFC 5652 §3',
    recipe: { cms: () => ascii('not CMS') },
    verdict: 'TOTAL-FAILED',
    fails: ['CMS_FORM', 'TIME_PROVEN'],
  },
  {
    name: 'octets behind the CMS',
    source: 'ISO 32000-2 table 255 (Contents)',
    recipe: { cms: (cms) => concatBytes(cms, ascii('more')) },
    verdict: 'INDETERMINATE',
    fails: ['CMS_PADDING'],
  },
  {
    name: 'two SignerInfos',
    source: 'EN 319 142-1 §6.3',
    recipe: {
      cms: (cms) =>
        signedDataWith(cms, (members) => {
          const infos = members.at(-1)?.content ?? new Uint8Array();
          return [...members.slice(0, -1).map(({ bytes }) => bytes), setOf(infos, infos)];
        }),
    },
    verdict: 'TOTAL-FAILED',
    fails: ['CMS_SIGNER_COUNT'],
  },
  {
    name: 'content within the CMS',
    source: 'EN 319 142-1 §6.3',
    recipe: { build: { eContent: { type: OID.data, octets: ascii('x') } } },
    verdict: 'TOTAL-FAILED',
    fails: ['CMS_DETACHED'],
  },
  {
    name: 'another content type in the signed attributes',
    source: 'RFC 5652 §11.1',
    recipe: {
      attributes: (messageDigest, { seal }) =>
        signedAttributes({ messageDigest, certificate: seal.certificate, contentType: OID.tstInfo }),
    },
    verdict: 'TOTAL-FAILED',
    fails: ['CMS_CONTENT_TYPE'],
  },
  {
    name: 'two message digests',
    source: 'RFC 5652 §11.2',
    recipe: {
      attributes: async (messageDigest, { seal }) => {
        const sound = await signedAttributes({ messageDigest, certificate: seal.certificate });
        return setOf(
          sound.subarray(sound[1] === 0x81 ? 3 : 2),
          attribute(OID.messageDigest, octetString(messageDigest)),
        );
      },
    },
    verdict: 'TOTAL-FAILED',
    fails: ['CMS_MESSAGE_DIGEST'],
  },
  {
    name: 'the digest of something else',
    source: 'RFC 5652 §5.4',
    recipe: {
      attributes: (_, { seal }) =>
        signedAttributes({ messageDigest: new Uint8Array(32), certificate: seal.certificate }),
    },
    verdict: 'TOTAL-FAILED',
    fails: ['CMS_DIGEST'],
  },
  {
    name: 'no certificate of the signer',
    source: 'EN 319 102-1 §5.2.3',
    recipe: { build: { withoutCertificates: true } },
    verdict: 'INDETERMINATE',
    fails: ['CMS_SIGNER_CERTIFICATE'],
  },
  {
    name: 'the signing-certificate attribute names another certificate',
    source: 'RFC 5035 §3',
    recipe: {
      attributes: (messageDigest, { ocsp }) =>
        signedAttributes({ messageDigest, certificate: ocsp.certificate }),
    },
    verdict: 'TOTAL-FAILED',
    fails: ['CMS_SIGNING_CERTIFICATE'],
  },
  {
    name: 'no signing-certificate attribute',
    source: 'EN 319 142-1 §6.3',
    recipe: {
      attributes: (messageDigest) =>
        Promise.resolve(
          setOf(
            attribute(OID.contentType, Uint8Array.of(6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 7, 1)),
            attribute(OID.messageDigest, octetString(messageDigest)),
          ),
        ),
    },
    verdict: 'TOTAL-FAILED',
    fails: ['CMS_SIGNING_CERTIFICATE'],
  },
  {
    name: 'a signature value of another key',
    source: 'RFC 5652 §5.6',
    recipe: {
      certificates: { seal: { algorithm: 'RSA-PKCS1-SHA256' } },
      build: { signature: new Uint8Array(256).fill(7) },
      token: null,
      // The seal's own instant: without a time-stamp there is none that is proven.
    },
    at: SEALED_AT,
    verdict: 'TOTAL-FAILED',
    fails: ['CMS_SIGNATURE', 'TIME_PROVEN'],
  },
  {
    name: 'the two digest algorithms differ',
    source: 'RFC 5652 §5.3',
    recipe: {
      certificates: { seal: { algorithm: 'RSA-PKCS1-SHA256' } },
      cms: (cms) => {
        // sha256WithRSAEncryption → sha512WithRSAEncryption, which stands last of its kind in the SignerInfo.
        const out = new Uint8Array(cms);
        const oid = Buffer.from([6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 1, 11]);
        const value = Buffer.from(out).lastIndexOf(Buffer.from([5, 0, 4, 0x82, 1, 0]));
        const at = Buffer.from(out).lastIndexOf(oid, value);
        out[at + 10] = 13;
        return out;
      },
    },
    verdict: 'TOTAL-FAILED',
    fails: ['CMS_ALGORITHM'],
  },
];
