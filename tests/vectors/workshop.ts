import { createHash } from 'node:crypto';
import { toBase64 } from '../../src/lib/core/bytes/base64.ts';
import { concatBytes } from '../../src/lib/core/bytes/concat.ts';
import {
  buildSignedData,
  certificateFields,
  digestOf,
  dssRevision,
  embedContents,
  ocspRequest,
  prepareSignature,
  readTimestampResponse,
  signedAttributes,
  timestampRequest,
  type PreparedIncrement,
  type SignatureRequest,
} from '../../src/lib/core/sign/index.ts';
import type { TrustList } from '../../src/lib/core/verify/index.ts';
import { PURPOSE } from '../../supabase/embedded/authority/certificate-builder.ts';
import type { Holder } from '../../supabase/embedded/authority/development-ca.ts';
import { answerOcsp, type OcspResponder } from '../../supabase/embedded/authority/ocsp-responder.ts';
import { issueCrl, type CrlRequest } from '../../supabase/embedded/authority/revocation.ts';
import {
  answerTimestamp,
  type TimestampResponder,
} from '../../supabase/embedded/authority/timestamp-responder.ts';
import { mintPki, type CertificateSpec } from '../pki/mint.ts';
import { plainFile } from './plain-file.ts';

/** When vectors are sealed, and when they are judged unless one says otherwise. */
export const SEALED_AT = new Date('2026-01-14T05:30:00Z');
export const JUDGED_AT = new Date('2026-02-01T00:00:00Z');

export type Member = 'root' | 'issuing' | 'seal' | 'ocsp' | 'timestampRoot' | 'timestamp';
export type Holders = Readonly<Record<Member, Holder>>;

const SOUND: Readonly<Record<Member, CertificateSpec>> = {
  root: { ca: true },
  issuing: { issuer: 'root', ca: true, pathLength: 0 },
  seal: { issuer: 'issuing', keyUsage: ['digitalSignature', 'nonRepudiation'] },
  ocsp: {
    issuer: 'issuing',
    extKeyUsage: { critical: false, purposes: [PURPOSE.ocspSigning] },
    ocspNoCheck: true,
  },
  timestampRoot: { ca: true },
  timestamp: { issuer: 'timestampRoot', extKeyUsage: { critical: true, purposes: [PURPOSE.timeStamping] } },
};

/** How one vector departs from the sound way of sealing; what is left out is sound. */
export type Recipe = Readonly<{
  base?: Uint8Array;
  certificates?: Partial<Record<Member, Partial<CertificateSpec>>>;
  request?: Partial<SignatureRequest>;
  /** Changes the prepared update in place, before it is hashed. */
  prepared?: (prepared: PreparedIncrement) => PreparedIncrement;
  /** Makes the signed attributes (DER of SET OF). */
  attributes?: (digest: Uint8Array, holders: Holders) => Promise<Uint8Array>;
  /** Changes the CMS after it was signed. */
  cms?: (cms: Uint8Array) => Uint8Array;
  build?: Partial<Parameters<typeof buildSignedData>[0]>;
  timestamp?: (responder: TimestampResponder, holders: Holders) => TimestampResponder;
  /** Takes the place of the time-stamp token. */
  token?: Uint8Array | null;
  ocsp?: (responder: OcspResponder, holders: Holders) => OcspResponder;
  /** Changes one of the CRLs. */
  crl?: (request: CrlRequest, issuer: Member, holders: Holders) => CrlRequest;
  /** What the security store leaves out. */
  without?: readonly ('ocsp' | 'issuing' | 'timestamp')[];
  /** Changes the finished file: further revisions, loose octets. */
  after?: (file: Uint8Array, holders: Holders) => Uint8Array | Promise<Uint8Array>;
  /** Anchors of the trust list; both where absent. */
  anchors?: readonly ('root' | 'timestampRoot')[];
}>;

/** A vector as made: the file and the list that would believe it. */
export type Made = Readonly<{ file: Uint8Array; trust: TrustList }>;

/** Seals a file by a recipe: one signature with its time-stamp, then the security store. */
export async function make(recipe: Recipe): Promise<Made> {
  const holders = await mint(recipe);
  const base = recipe.base ?? plainFile();
  const request = {
    fieldName: 'Seal1',
    name: 'A',
    reason: 'x'.repeat(200),
    claimedAt: SEALED_AT,
    kind: 'signature',
    ...recipe.request,
  } as const;
  const fresh = prepareSignature(base, request);
  const prepared = recipe.prepared?.(fresh) ?? fresh;
  const cms = await signed(recipe, holders, coveredDigest(base, prepared, hashOf(holders)));
  const sealed = concatBytes(base, embedContents(prepared, recipe.cms?.(cms) ?? cms));
  const stored = concatBytes(sealed, dssRevision(sealed, await evidence(recipe, holders)));
  const file = (await recipe.after?.(stored, holders)) ?? stored;
  return { file, trust: trustList(holders, recipe.anchors ?? ['root', 'timestampRoot']) };
}

function mint(recipe: Recipe): Promise<Holders> {
  const specs = { ...SOUND };
  for (const member of Object.keys(SOUND) as Member[]) {
    specs[member] = { algorithm: 'ECDSA-P256-SHA256', ...SOUND[member], ...recipe.certificates?.[member] };
  }
  return mintPki(specs, SEALED_AT);
}

/** Digest of what the update's own /ByteRange says, so that a wrong one is signed as it stands. */
function coveredDigest(base: Uint8Array, prepared: PreparedIncrement, hash: string): Uint8Array {
  const file = concatBytes(base, prepared.increment);
  const [a, b, c, d] = prepared.byteRange;
  return digest(hash, file.subarray(a, a + b), file.subarray(c, c + d));
}

function digest(algorithm: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash(algorithm);
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
}

function hashOf({ seal }: Holders): string {
  return digestOf(seal.key.algorithm).replace('-', '').toLowerCase();
}

/** Appends a further, sound signature by the same key, its field changed by `prepare`. */
export async function sealedAgain(
  file: Uint8Array,
  holders: Holders,
  fieldName: string,
  prepare: (prepared: PreparedIncrement) => PreparedIncrement,
): Promise<Uint8Array> {
  const prepared = prepare(prepareSignature(file, { fieldName, kind: 'signature', claimedAt: SEALED_AT }));
  const cms = await signed({}, holders, coveredDigest(file, prepared, hashOf(holders)));
  return concatBytes(file, embedContents(prepared, cms));
}

async function signed(recipe: Recipe, holders: Holders, messageDigest: Uint8Array): Promise<Uint8Array> {
  const { certificate, key } = holders.seal;
  const signedAttrs =
    (await recipe.attributes?.(messageDigest, holders)) ??
    (await signedAttributes({ messageDigest, certificate }));
  const signature = key.sign(signedAttrs);
  const token = recipe.token === undefined ? await stamped(recipe, holders, signature) : recipe.token;
  return buildSignedData({
    signedAttrs,
    signature,
    algorithm: key.algorithm,
    certificates: [certificate, holders.issuing.certificate, holders.root.certificate],
    ...(token && { timestampToken: token }),
    ...recipe.build,
  });
}

async function stamped(recipe: Recipe, holders: Holders, signature: Uint8Array): Promise<Uint8Array> {
  const imprint = digest('sha256', signature);
  const nonce = Uint8Array.of(0x40, 1, 2, 3, 4, 5, 6, 7);
  const sound: TimestampResponder = {
    certificates: [holders.timestamp.certificate, holders.timestampRoot.certificate],
    key: holders.timestamp.key,
    policyOid: '2.999.1.2',
    nextSerial: () => 1n,
    genAt: SEALED_AT,
  };
  const responder = recipe.timestamp?.(sound, holders) ?? sound;
  const response = await answerTimestamp(timestampRequest({ imprint, nonce }), responder);
  // A faulty token is wanted too: where the reader refuses it, it is taken as it stands in the answer.
  const answer = readTimestampResponse(response, { imprint, nonce });
  return answer.ok ? answer.value : tokenOf(response);
}

// TimeStampResp ::= SEQUENCE { status, token }: the status is five octets here (granted).
function tokenOf(response: Uint8Array): Uint8Array {
  const at = Buffer.from(response).indexOf(Buffer.from([0x30, 0x03, 0x02, 0x01, 0x00]));
  return response.subarray(at + 5);
}

async function evidence(recipe: Recipe, holders: Holders) {
  const without = new Set(recipe.without ?? []);
  const { issuing, ocsp, seal } = holders;
  const period = { thisUpdate: SEALED_AT, nextUpdate: new Date(SEALED_AT.getTime() + 86_400_000) };
  const sound: OcspResponder = {
    issuerCertificate: issuing.certificate,
    responderCertificate: ocsp.certificate,
    key: ocsp.key,
    issued: [certificateFields(seal.certificate).serialNumber],
    revoked: [],
    producedAt: SEALED_AT,
    ...period,
  };
  const request = await ocspRequest({ certificate: seal.certificate, issuer: issuing.certificate });
  const crls = (
    [
      ['root', 'issuing'],
      ['timestampRoot', 'timestamp'],
    ] as const
  )
    .filter(([, about]) => !without.has(about))
    .map(([issuer]) => {
      const list: CrlRequest = {
        issuer: certificateFields(holders[issuer].certificate).subject,
        signer: holders[issuer].key,
        ...period,
        crlNumber: 1,
        revoked: [],
      };
      return issueCrl(recipe.crl?.(list, issuer, holders) ?? list);
    });
  return {
    certificates: [issuing.certificate, holders.timestampRoot.certificate],
    ocsps: without.has('ocsp') ? [] : [answerOcsp(request, recipe.ocsp?.(sound, holders) ?? sound)],
    crls,
  };
}

function trustList(holders: Holders, anchors: readonly ('root' | 'timestampRoot')[]): TrustList {
  return {
    version: 1,
    issuedAt: '2026-01-01T00:00:00Z',
    name: 'vectors',
    anchors: anchors.map((member) => ({
      use: member === 'root' ? 'signer' : 'timestamp',
      name: member,
      certificate: toBase64(holders[member].certificate),
      testOnly: true,
      accredited: false,
      policyOids: [],
      notBefore: '2020-01-01T00:00:00Z',
      notAfter: '2040-01-01T00:00:00Z',
    })),
  };
}
