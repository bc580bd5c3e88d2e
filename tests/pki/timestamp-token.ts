import { createHash } from 'node:crypto';
import {
  explicit,
  generalizedTime,
  integer,
  objectIdentifier,
  octetString,
  sequence,
} from '../../src/lib/core/sign/der.ts';
import { signedAttributes } from '../../src/lib/core/sign/index.ts';
import { OID } from '../../src/lib/core/sign/object-identifier.ts';
import { digestIdentifier, nodeHash, type Hash, type TestKey } from './key.ts';
import { signedData, type SignedDataParts } from './signed-data.ts';

/** A time-stamp token as a test describes it. */
export type TokenRecipe = Readonly<{
  /** What is stamped; its digest is the imprint. */
  subject: readonly Uint8Array[];
  hash: Hash;
  genAt: Date;
  /** DER, the authority's own first. */
  certificates: readonly Uint8Array[];
  key: TestKey;
  policyOid: string;
  /** DER of each Extension of the TSTInfo. */
  extensions: readonly Uint8Array[];
  /** Changes the SignedData's parts after they were signed. */
  parts?: (parts: SignedDataParts) => SignedDataParts;
  /** Makes the signed attributes otherwise. */
  attributes?: (messageDigest: Uint8Array) => Promise<Uint8Array>;
  contentType?: string;
}>;

/** DER of the TimeStampToken. RFC 3161 §2.4.2, RFC 5816. */
export async function timestampToken(recipe: TokenRecipe): Promise<Uint8Array> {
  const { key, genAt, extensions, hash } = recipe;
  const [certificate = new Uint8Array()] = recipe.certificates;
  const contentType = recipe.contentType ?? OID.tstInfo;
  const imprint = createHash(nodeHash(hash));
  for (const part of recipe.subject) imprint.update(part);
  const info = sequence(
    integer(1),
    objectIdentifier(recipe.policyOid),
    sequence(digestIdentifier(hash), octetString(imprint.digest())),
    integer(1),
    generalizedTime(genAt),
    ...(extensions.length > 0 ? [explicit(1, ...extensions)] : []),
  );
  const messageDigest = new Uint8Array(createHash(nodeHash(key.hash)).update(info).digest());
  const signedAttrs =
    (await recipe.attributes?.(messageDigest)) ??
    (await signedAttributes({ messageDigest, certificate, contentType }));
  const parts: SignedDataParts = {
    signer: certificate,
    certificates: recipe.certificates,
    digestIdentifier: digestIdentifier(key.hash),
    signatureIdentifier: key.identifier,
    signedAttrs,
    signature: key.sign(signedAttrs),
    unsignedAttrs: [],
    contentType,
    eContent: info,
  };
  return signedData(recipe.parts?.(parts) ?? parts);
}
