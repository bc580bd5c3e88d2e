import type { SealAlgorithm } from './seal-algorithm.ts';

/**
 * A key that seals, wherever it is kept (a secret, a remote signing service, a key management service).
 *
 * Adapters live outside core. `sign` is called once for one consent: the caller stores the value before it
 * goes on, and every retry reuses it.
 */
export interface KeyPort {
  readonly algorithm: SealAlgorithm;
  /** DER, the key's own certificate first, then its chain to the root. */
  readonly certificates: readonly Uint8Array[];
  /**
   * @param signedAttrsDer - what `signedAttributes` gave; the adapter hashes where its key wants a digest.
   * @returns the signature value as SignerInfo carries it: RSA octets, or DER Ecdsa-Sig-Value.
   * @throws on an outage, with the cause kept; the step is tried again later.
   */
  sign(signedAttrsDer: Uint8Array): Promise<Uint8Array>;
}

/** A time-stamp authority, or several tried in order. */
export interface TimestampPort {
  /**
   * @param requestDer - DER of TimeStampReq.
   * @returns the body of the answer, for `readTimestampResponse`.
   * @throws on an outage; the envelope then waits, and no other clock stands in.
   */
  request(requestDer: Uint8Array): Promise<Uint8Array>;
}

/** Where revocation information comes from when a document is concluded. */
export interface RevocationPort {
  /** @returns DER of OCSPResponse from the responder at `url`. @throws on an outage. */
  ocsp(url: string, requestDer: Uint8Array): Promise<Uint8Array>;
  /** @returns DER of CertificateList at `url`. @throws on an outage. */
  crl(url: string): Promise<Uint8Array>;
}
