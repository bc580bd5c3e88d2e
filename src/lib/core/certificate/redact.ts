import type { CertificateOfConclusion } from './content.ts';

/**
 * What a copy 「一部非表示」 says: the certificate without IP and mail addresses, user agents and digits of telephone
 * numbers, which are empty in it.
 * ID, parties, instants and hashes stay, so that it matches the contract as the certificate does.
 *
 * @param issuedAt - when the copy is written, by the service's clock; ISO 8601 in UTC.
 */
export function redactedCopy(content: CertificateOfConclusion, issuedAt: string): CertificateOfConclusion {
  return {
    ...content,
    redacted: true,
    issuedAt,
    creator: { ...content.creator, email: '' },
    parties: content.parties.map((party) => ({
      ...party,
      email: '',
      ip: '',
      userAgent: '',
      factorDetail: null,
    })),
  };
}
