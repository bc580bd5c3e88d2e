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

/** The dated list of anchors (`/trust-list.json`). */
export type TrustList = Readonly<{
  version: 1;
  issuedAt: string;
  name: string;
  anchors: readonly Anchor[];
}>;

/** A list without any anchor: every signer is then "not confirmed". */
export const EMPTY_TRUST_LIST: TrustList = {
  version: 1,
  issuedAt: '1970-01-01T00:00:00Z',
  name: '',
  anchors: [],
};
