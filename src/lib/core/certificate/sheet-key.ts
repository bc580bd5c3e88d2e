import { fromBase64Url, toBase64Url } from '../bytes/base64.ts';
import { concatBytes } from '../bytes/concat.ts';
import { webDigest } from '../bytes/digest.ts';
import { fromHex } from '../bytes/hex.ts';

/** A public key on P-256 as RFC 7517 writes it: coordinates in base64url, 32 octets each. */
export type SheetJwk = Readonly<{ kty: 'EC'; crv: 'P-256'; x: string; y: string }>;

/**
 * A key whose JWS stands in the QR of a certificate's sheet, as the trust list publishes it (`sheetKeys`). Instants
 * are ISO 8601; outside of them the key is not believed.
 */
export type SheetKey = Readonly<{
  /** RFC 7638 thumbprint of `jwk`. */
  kid: string;
  jwk: SheetJwk;
  notBefore: string;
  notAfter: string;
  testOnly: boolean;
}>;

/**
 * RFC 7638 thumbprint (SHA-256, base64url) of a P-256 key, which is its `kid`.
 *
 * Source: RFC 7638 §3.1, §3.2: required members only, in lexicographic order, without white space.
 */
export async function sheetKeyId(jwk: SheetJwk): Promise<string> {
  const { crv, kty, x, y } = jwk;
  const canonical = new TextEncoder().encode(JSON.stringify({ crv, kty, x, y }));
  const [digest] = await webDigest('SHA-256', [[canonical]]);
  return toBase64Url(digest ?? new Uint8Array());
}

// SubjectPublicKeyInfo of an uncompressed P-256 point up to the point itself (RFC 5480 §2).
const P256_SPKI = fromHex('3059301306072a8648ce3d020106082a8648ce3d03010703420004');

/** DER of the key's SubjectPublicKeyInfo; undefined where a coordinate is not 32 octets. */
export function sheetKeySpki({ x, y }: SheetJwk): Uint8Array<ArrayBuffer> | undefined {
  const [left, right] = [fromBase64Url(x), fromBase64Url(y)];
  if (left?.length !== 32 || right?.length !== 32) return undefined;
  return concatBytes(P256_SPKI ?? new Uint8Array(), left, right);
}
