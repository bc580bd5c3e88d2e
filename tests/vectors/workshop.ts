import { createHash } from 'node:crypto';
import { toBase64 } from '../../src/lib/core/bytes/base64.ts';
import { concatBytes } from '../../src/lib/core/bytes/concat.ts';
import {
  dssRevision,
  embedContents,
  prepareSignature,
  signedAttributes,
  type PreparedIncrement,
  type SignatureRequest,
} from '../../src/lib/core/sign/index.ts';
import { OID } from '../../src/lib/core/sign/object-identifier.ts';
import { attribute } from '../../src/lib/core/sign/signed-attributes.ts';
import type { TrustList } from '../../src/lib/core/verify/index.ts';
import { PURPOSE } from '../../supabase/embedded/authority/certificate-builder.ts';
import { digestIdentifier, makeKey, nodeHash, type KeyKind, type TestKey } from '../pki/key.ts';
import { mintWith, type CertificateSpec, type Minted } from '../pki/mint.ts';
import { certificateList, ocspAnswer, type AnswerRecipe, type ListRecipe } from '../pki/revocation-data.ts';
import { signedData, type SignedDataParts } from '../pki/signed-data.ts';
import { timestampToken, type TokenRecipe } from '../pki/timestamp-token.ts';
import { plainFile } from './plain-file.ts';

/** When vectors are sealed, and when they are judged unless one says otherwise. */
export const SEALED_AT = new Date('2026-01-14T05:30:00Z');
export const JUDGED_AT = new Date('2026-02-01T00:00:00Z');

const DAY_MS = 86_400_000;

/** An instant that many days after (before, where negative) the sealing. */
export const days = (count: number): Date => new Date(SEALED_AT.getTime() + count * DAY_MS);
/** An instant that many seconds after (before, where negative) the sealing. */
export const seconds = (count: number): Date => new Date(SEALED_AT.getTime() + count * 1000);

const SOUND = {
  root: { ca: true },
  issuing: { issuer: 'root', ca: true, pathLength: 0 },
  // With the responder's address: some judges look for answers only where the certificate names one.
  seal: {
    issuer: 'issuing',
    keyUsage: ['digitalSignature', 'nonRepudiation'],
    ocspUrl: 'http://ocsp.invalid/',
  },
  ocsp: {
    issuer: 'issuing',
    extKeyUsage: { critical: false, purposes: [PURPOSE.ocspSigning] },
    ocspNoCheck: true,
  },
  timestampRoot: { ca: true },
  timestamp: { issuer: 'timestampRoot', extKeyUsage: { critical: true, purposes: [PURPOSE.timeStamping] } },
  // Stamps documents later, when the first authority's certificate may have ended.
  laterTimestamp: {
    issuer: 'timestampRoot',
    extKeyUsage: { critical: true, purposes: [PURPOSE.timeStamping] },
  },
  // Nobody trusts it.
  stranger: { ca: true },
} as const satisfies Record<string, CertificateSpec>;

export type Member = keyof typeof SOUND;
export type Holder = Minted<TestKey>;
/** Everybody who takes part; `more` are those that a recipe adds. */
export type Holders = Readonly<Record<Member, Holder>> & Readonly<{ more: Readonly<Record<string, Holder>> }>;

/** What the security store holds, as DER. */
export type Evidence = Readonly<{
  certificates: readonly Uint8Array[];
  ocsps: readonly Uint8Array[];
  crls: readonly Uint8Array[];
}>;

/** How one vector departs from the sound way of sealing; what is left out is sound. */
export type Recipe = Readonly<{
  base?: Uint8Array;
  /** P-256 with SHA-256 where absent. */
  keys?: Partial<Record<Member, KeyKind>>;
  certificates?: Partial<Record<Member, Partial<CertificateSpec>>>;
  /** Further certificates, issued by any of the others. */
  more?: Readonly<Record<string, CertificateSpec>>;
  request?: Partial<SignatureRequest>;
  /** Changes the prepared update in place, before it is hashed. */
  prepared?: (prepared: PreparedIncrement, holders: Holders) => PreparedIncrement;
  /** Attaches the SHA-1 of what is covered as the content (adbe.pkcs7.sha1). */
  attachesSha1?: true;
  /** Makes the signed attributes (DER of SET OF); null where there are none and the content itself is signed. */
  attributes?: (messageDigest: Uint8Array, holders: Holders) => Promise<Uint8Array | null>;
  /** Changes the SignedData's parts after they were signed. */
  parts?: (parts: SignedDataParts, holders: Holders) => SignedDataParts;
  /** Changes the CMS as octets. */
  cms?: (cms: Uint8Array) => Uint8Array;
  /** Makes /Contents otherwise than as CMS. */
  contents?: (covered: Uint8Array, holders: Holders) => Uint8Array;
  timestamp?: (token: TokenRecipe, holders: Holders) => TokenRecipe;
  /** Takes the place of the time-stamp token. */
  token?: Uint8Array | null;
  ocsp?: (answer: AnswerRecipe, holders: Holders) => AnswerRecipe;
  /** Changes one of the CRLs. */
  crl?: (list: ListRecipe, issuer: 'root' | 'timestampRoot', holders: Holders) => ListRecipe;
  /** What the security store leaves out. */
  without?: readonly ('ocsp' | 'issuing' | 'timestamp')[];
  /** Changes the security store; null leaves it out. */
  store?: (evidence: Evidence, holders: Holders) => Evidence | null;
  /** Changes the finished file: further revisions, loose octets. */
  after?: (file: Uint8Array, holders: Holders) => Uint8Array | Promise<Uint8Array>;
  /** Anchors of the trust list; both where absent. */
  anchors?: readonly Anchored[];
  /** Day at which the list ceases to believe the signer's anchor. */
  anchorEndDay?: number;
}>;

type Anchored = 'root' | 'issuing' | 'seal' | 'timestampRoot' | 'timestamp';

/** A vector as made: the file and the list that would believe it. */
export type Made = Readonly<{ file: Uint8Array; trust: TrustList }>;

/** Seals a file by a recipe: one signature with its time-stamp, then the security store. */
export async function make(recipe: Recipe): Promise<Made> {
  const holders = mint(recipe);
  const base = recipe.base ?? plainFile();
  const request = {
    fieldName: 'Seal1',
    name: 'A',
    reason: 'x'.repeat(200),
    claimedAt: SEALED_AT,
    kind: 'signature',
    ...recipe.request,
  } as const;
  const sealed = await sealedBy(recipe, holders, base, request);
  const evidence = evidenceOf(recipe, holders);
  const kept = recipe.store ? recipe.store(evidence, holders) : evidence;
  const stored = kept ? concatBytes(sealed, dssRevision(sealed, kept)) : sealed;
  const file = (await recipe.after?.(stored, holders)) ?? stored;
  return { file, trust: trustList(holders, recipe) };
}

/** Appends a further, sound signature by the same key, its field changed by `prepare`. */
export function sealedAgain(
  file: Uint8Array,
  holders: Holders,
  fieldName: string,
  prepare: (prepared: PreparedIncrement) => PreparedIncrement = (prepared) => prepared,
): Promise<Uint8Array> {
  const request = { fieldName, kind: 'signature', claimedAt: SEALED_AT } as const;
  return sealedBy({ prepared: prepare }, holders, file, request);
}

/** Appends a document time-stamp, its token changed by `change`, its update by `prepare`. */
export async function archived(
  file: Uint8Array,
  holders: Holders,
  change: (token: TokenRecipe) => TokenRecipe = (token) => token,
  prepare: (prepared: PreparedIncrement) => PreparedIncrement = (prepared) => prepared,
  fieldName = 'Timestamp1',
): Promise<Uint8Array> {
  const prepared = prepare(prepareSignature(file, { fieldName, kind: 'documentTimestamp' }));
  const token = await timestampToken(change(soundToken(holders, covered(file, prepared))));
  return concatBytes(file, embedContents(prepared, token));
}

function mint({ keys, certificates, more = {} }: Recipe): Holders {
  const specs: Record<string, CertificateSpec> = { ...SOUND, ...more };
  const made: Record<string, TestKey> = {};
  for (const name of Object.keys(specs)) {
    const member = name as Member;
    specs[name] = { ...specs[name], ...certificates?.[member] };
    made[name] = makeKey(keys?.[member] ?? { type: 'EC', curve: 'P-256', hash: 'SHA-256' });
  }
  const minted = mintWith(specs, SEALED_AT, made);
  return { ...(minted as Record<Member, Holder>), more: minted };
}

/** Parts of what the update's own /ByteRange says, so that a wrong one is signed as it stands. */
function covered(base: Uint8Array, prepared: PreparedIncrement): readonly Uint8Array[] {
  const file = concatBytes(base, prepared.increment);
  const [a, b, c, d] = prepared.byteRange;
  return [file.subarray(a, a + b), file.subarray(c, c + d)];
}

function digest(algorithm: string, parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash(algorithm);
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
}

async function sealedBy(
  recipe: Recipe,
  holders: Holders,
  base: Uint8Array,
  request: SignatureRequest,
): Promise<Uint8Array> {
  const fresh = prepareSignature(base, request);
  const prepared = recipe.prepared?.(fresh, holders) ?? fresh;
  const octets = covered(base, prepared);
  const contents =
    recipe.contents?.(concatBytes(...octets), holders) ?? (await cmsOver(recipe, holders, octets));
  return concatBytes(base, embedContents(prepared, contents));
}

async function cmsOver(recipe: Recipe, holders: Holders, octets: readonly Uint8Array[]): Promise<Uint8Array> {
  const { certificate, key } = holders.seal;
  const eContent = recipe.attachesSha1 ? digest('sha1', octets) : undefined;
  const content = eContent ? [eContent] : octets;
  const messageDigest = digest(nodeHash(key.hash), content);
  const make = recipe.attributes ?? (() => signedAttributes({ messageDigest, certificate }));
  const signedAttrs = await make(messageDigest, holders);
  const signature = key.sign(signedAttrs ?? concatBytes(...content));
  const token = recipe.token === undefined ? await stamped(recipe, holders, signature) : recipe.token;
  const parts: SignedDataParts = {
    signer: certificate,
    certificates: [certificate, holders.issuing.certificate, holders.root.certificate],
    digestIdentifier: digestIdentifier(key.hash),
    signatureIdentifier: key.identifier,
    signedAttrs,
    signature,
    unsignedAttrs: token ? [attribute(OID.signatureTimeStampToken, token)] : [],
    contentType: OID.data,
    eContent,
  };
  const cms = signedData(recipe.parts?.(parts, holders) ?? parts);
  return recipe.cms?.(cms) ?? cms;
}

function stamped(recipe: Recipe, holders: Holders, signature: Uint8Array): Promise<Uint8Array> {
  const sound = soundToken(holders, [signature]);
  return timestampToken(recipe.timestamp?.(sound, holders) ?? sound);
}

function soundToken(holders: Holders, subject: readonly Uint8Array[]): TokenRecipe {
  return {
    subject,
    hash: 'SHA-256',
    genAt: SEALED_AT,
    certificates: [holders.timestamp.certificate, holders.timestampRoot.certificate],
    key: holders.timestamp.key,
    policyOid: '2.999.1.2',
    extensions: [],
  };
}

/** The validation data of a recipe: sound where nothing departs from it. */
export function evidenceOf(recipe: Recipe, holders: Holders): Evidence {
  const without = new Set(recipe.without ?? []);
  const { issuing, ocsp, seal } = holders;
  const period = { thisUpdate: SEALED_AT, nextUpdate: days(1) };
  const answer: AnswerRecipe = {
    about: seal.certificate,
    issuer: issuing.certificate,
    hash: 'SHA-1',
    status: 'good',
    producedAt: SEALED_AT,
    ...period,
    key: ocsp.key,
    responder: ocsp.certificate,
    extensions: [],
  };
  const list = (issuer: 'root' | 'timestampRoot'): Uint8Array => {
    const { certificate, key } = holders[issuer];
    const sound: ListRecipe = { issuer: certificate, key, ...period, revoked: [], extensions: [] };
    return certificateList(recipe.crl?.(sound, issuer, holders) ?? sound);
  };
  return {
    certificates: [issuing.certificate, holders.timestampRoot.certificate],
    ocsps: without.has('ocsp') ? [] : [ocspAnswer(recipe.ocsp?.(answer, holders) ?? answer)],
    crls: [
      ...(without.has('issuing') ? [] : [list('root')]),
      ...(without.has('timestamp') ? [] : [list('timestampRoot')]),
    ],
  };
}

function trustList(holders: Holders, recipe: Recipe): TrustList {
  return {
    version: 1,
    issuedAt: '2026-01-01T00:00:00Z',
    name: 'vectors',
    anchors: (recipe.anchors ?? ['root', 'timestampRoot']).map((member) => ({
      use: member === 'timestampRoot' || member === 'timestamp' ? 'timestamp' : 'signer',
      name: member,
      certificate: toBase64(holders[member].certificate),
      testOnly: true,
      accredited: false,
      policyOids: [],
      notBefore: '2020-01-01T00:00:00Z',
      notAfter:
        recipe.anchorEndDay !== undefined && member === 'root'
          ? days(recipe.anchorEndDay).toISOString()
          : '2040-01-01T00:00:00Z',
    })),
  };
}
