import type { P256Jwk } from '../x509/p256-jwk.ts';

/** Who an anchor may vouch for. */
export type AnchorUse = 'signer' | 'timestamp';

/** A certificate trusted by configuration. */
export type Anchor = Readonly<{
  use: AnchorUse;
  name: string;
  /** Base64 of the DER, without line breaks: also how `judge` finds it among the facts' certificates. */
  certificate: string;
  testOnly: boolean;
  accredited: boolean;
  /** Time-stamp policies that are accredited; empty = not restricted. */
  policyOids: readonly string[];
  /** Period in which the anchor is to be believed (ISO 8601 UTC); the certificate's own may be wider. */
  notBefore: string;
  notAfter: string;
  /** Added by hand for this run. */
  added?: boolean;
}>;

/**
 * A key whose JWS stands in the QR of a certificate's sheet. Instants are ISO 8601; outside of them the key is not
 * believed.
 */
export type SheetKey = Readonly<{
  /** RFC 7638 thumbprint of `jwk`. */
  kid: string;
  jwk: P256Jwk;
  notBefore: string;
  notAfter: string;
  testOnly: boolean;
}>;

/**
 * Whether the list is its publisher's: `signed` by a known publisher's key · `unsigned`: it has no signature ·
 * `wrong-signature`: the signature is not over these octets, or is no JWS · `unknown-publisher`: signed with a key that
 * is not among the publisher's.
 */
export type ListSignature = 'signed' | 'unsigned' | 'wrong-signature' | 'unknown-publisher';

/** The dated list of anchors (`/trust-list.json`). */
export type TrustList = Readonly<{
  version: 1;
  issuedAt: string;
  name: string;
  anchors: readonly Anchor[];
  /** Absent where the list publishes none. */
  sheetKeys?: readonly SheetKey[];
  /** What `readSignedTrustList` found; absent where nobody asked. */
  signature?: ListSignature;
  /** Loaded by hand for this run in the place of the published one. */
  replaced?: boolean;
}>;

/** A list without any anchor: every signer is then "not confirmed". */
export const EMPTY_TRUST_LIST: TrustList = {
  version: 1,
  issuedAt: '1970-01-01T00:00:00Z',
  name: '',
  anchors: [],
};
