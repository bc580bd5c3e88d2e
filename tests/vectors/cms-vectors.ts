import { concatBytes } from '../../src/lib/core/bytes/concat.ts';
import {
  nullValue,
  objectIdentifier,
  octetString,
  readElement,
  readElements,
  retag,
  sequence,
  setOf,
} from '../../src/lib/core/sign/der.ts';
import { signedAttributes } from '../../src/lib/core/sign/index.ts';
import { OID } from '../../src/lib/core/sign/object-identifier.ts';
import { attribute } from '../../src/lib/core/sign/signed-attributes.ts';
import { digestIdentifier } from '../pki/key.ts';
import { signedDataWith } from './surgery.ts';
import type { Vector } from './vector.ts';
import { SEALED_AT, type Recipe } from './workshop.ts';

const ascii = (text: string) => new TextEncoder().encode(text);

const CMS_ALGORITHM_PROTECTION = '1.2.840.113549.1.9.52';
const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2';
/** Sound signed attributes and a CMSAlgorithmProtection that names this signature algorithm. RFC 6211 §2. */
const protecting =
  (signatureAlgorithm: string): NonNullable<Recipe['attributes']> =>
  async (messageDigest, { seal }) => {
    const sound = await signedAttributes({ messageDigest, certificate: seal.certificate });
    const protection = sequence(
      digestIdentifier('SHA-256'),
      retag(0xa1, sequence(objectIdentifier(signatureAlgorithm))),
    );
    return setOf(
      ...readElements(readElement(sound).content).map(({ bytes }) => bytes),
      attribute(CMS_ALGORITHM_PROTECTION, protection),
    );
  };

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
    recipe: { parts: (parts) => ({ ...parts, eContent: ascii('x') }) },
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
    recipe: { parts: (parts) => ({ ...parts, certificates: [] }) },
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
      keys: { seal: { type: 'RSA', hash: 'SHA-256' } },
      parts: (parts) => ({ ...parts, signature: new Uint8Array(256).fill(7) }),
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
      keys: { seal: { type: 'RSA', hash: 'SHA-256' } },
      // sha512WithRSAEncryption beside SHA-256: what was signed still holds by SHA-256.
      parts: (parts) => ({
        ...parts,
        signatureIdentifier: sequence(objectIdentifier('1.2.840.113549.1.1.13'), nullValue()),
      }),
    },
    verdict: 'TOTAL-FAILED',
    fails: ['CMS_ALGORITHM'],
  },
  {
    name: 'protected algorithms that are those of the signature',
    source: 'RFC 6211 §2',
    recipe: { attributes: protecting(ECDSA_WITH_SHA256) },
    verdict: 'TOTAL-PASSED',
    fails: [],
  },
  {
    name: 'protected algorithms that are others than those of the signature',
    source: 'RFC 6211 §2',
    recipe: { attributes: protecting('1.2.840.10045.4.3.3') },
    verdict: 'TOTAL-FAILED',
    fails: ['CMS_ALGORITHM'],
  },
];
