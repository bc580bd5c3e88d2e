import type { CheckCode } from '../core/verify/report.ts';
import type { CheckText } from './check-text.ts';

/** English beside `report.ts`. */
export const REPORT_EN = {
  PDF_HEADER: { asks: 'Does the file begin as a PDF?', failed: 'The file does not begin as a PDF.' },
  PDF_XREF: {
    asks: 'Can the cross-reference chain be read without a break?',
    failed: 'The cross-reference chain is faulty: readers may show different documents.',
  },
  PDF_OBJECTS: {
    asks: 'Is every object where the cross-reference says, and well formed?',
    failed: 'Some objects are misplaced or malformed.',
  },
  PDF_ENCRYPTION: {
    asks: 'Is the document not encrypted?',
    failed: 'It is encrypted and cannot be judged.',
  },
  PDF_XFA: {
    asks: 'Do the pages alone fix what is shown (no XFA form)?',
    failed: 'It holds an XFA form: what is shown may differ from what was signed.',
  },
  PDF_DUPLICATE_KEYS: {
    asks: 'Is no dictionary key written twice?',
    failed: 'A key is written twice: readers may show different documents.',
  },
  PDF_HYBRID: {
    asks: 'Where there are two cross-references, do they agree?',
    failed: 'The two cross-references disagree.',
  },
  PDF_LIMITS: {
    asks: 'Is the document within the bounds that can be examined?',
    failed: 'It is too large or too complex to be examined whole.',
  },
  PDF_ACTIVE_CONTENT: {
    asks: 'Is there nothing that changes what is shown (scripts, layers, outside references)?',
    failed: 'There is something that can change what is shown.',
  },
  PDF_TAIL: {
    asks: 'Is there nothing after the end of the document?',
    failed: 'There is data after the end that no signature covers.',
  },
  SIGNATURE_PRESENT: { asks: 'Is there a signature?', failed: 'There is no signature.' },
  SIGNATURE_DICTIONARY: {
    asks: 'Is the signature dictionary well formed and inside the revision it closes?',
    failed: 'The signature dictionary is malformed or misplaced.',
  },
  SIGNATURE_SUBFILTER: {
    asks: 'Is the kind of signature a standard one?',
    failed: 'The kind of signature is not a standard one.',
  },
  BYTE_RANGE_FORM: {
    asks: 'Is the byte range well formed?',
    failed: 'The byte range is malformed: what was signed is not defined.',
  },
  BYTE_RANGE_GAP: {
    asks: 'Is the signature value all that is left out of the byte range?',
    failed: 'More than the signature value is left out of the byte range.',
  },
  BYTE_RANGE_END: {
    asks: 'Does the byte range reach to the end of the document as signed?',
    failed: 'The byte range does not reach to the end of the document.',
  },
  SIGNATURE_UNIQUE: {
    asks: 'Is the signature value used only once?',
    failed: 'The same signature value is used twice in the file.',
  },
  CMS_FORM: { asks: 'Can the CMS be read?', failed: 'The CMS cannot be read.' },
  CMS_PADDING: {
    asks: 'Is the space behind the CMS empty?',
    failed: 'There is foreign data behind the CMS.',
  },
  CMS_SIGNER_COUNT: { asks: 'Is there exactly one signer?', failed: 'There is not exactly one signer.' },
  CMS_DETACHED: {
    asks: 'Does the CMS hold no content of its own?',
    failed: 'The CMS holds content of its own.',
  },
  CMS_CONTENT_TYPE: {
    asks: 'Is the contentType attribute right?',
    failed: 'The contentType attribute is missing or wrong.',
  },
  CMS_MESSAGE_DIGEST: {
    asks: 'Is there exactly one messageDigest attribute?',
    failed: 'The messageDigest attribute is missing or repeated.',
  },
  CMS_DIGEST: {
    asks: 'Is the hash of the document the one that was signed?',
    failed: 'The hash differs from the one that was signed (altered or damaged).',
    undecided:
      'Its digest algorithm cannot be computed here, so whether the document is unchanged is undecided.',
  },
  CMS_SIGNER_CERTIFICATE: {
    asks: 'Is the signing certificate there?',
    failed: 'The signing certificate is missing.',
  },
  CMS_SIGNING_CERTIFICATE: {
    asks: 'Does the signature name its certificate?',
    failed: 'The certificate named by the signature is missing or another one.',
  },
  CMS_ALGORITHM: {
    asks: 'Are the algorithms of the signature strong enough?',
    failed: 'The algorithms of the signature are weak or contradictory.',
  },
  CMS_SIGNATURE: {
    asks: 'Was the signature value made with the key of the certificate?',
    failed: 'The signature value does not fit the key (altered or damaged).',
    undecided: 'Its algorithm cannot be computed here, so the signature value is undecided.',
  },
  CHANGES_READABLE: {
    asks: 'Can everything that came after the signature be read?',
    failed: 'Something that came after the signature cannot be read.',
  },
  CHANGES_PERMITTED: {
    asks: 'Did only permitted additions come after the signature?',
    failed: 'Changes that are not permitted came after the signature.',
  },
  CHANGES_VISIBLE: {
    asks: 'Was no visible signature field added after the signature?',
    failed: 'A visible signature field was added: look whether it hides anything.',
  },
  DOC_MDP: {
    asks: 'Are the changes within what the certification permits?',
    failed: 'There are changes that the certification does not permit.',
  },
  FIELD_MDP: {
    asks: 'Are the locked fields unchanged?',
    failed: 'A locked field was changed.',
  },
  CHAIN_FOUND: {
    asks: 'Does the certificate lead to a trusted issuer?',
    failed: 'The issuer cannot be confirmed: the chain does not reach the trusted list.',
  },
  CHAIN_SIGNATURES: {
    asks: 'Did the issuer really issue the certificate?',
    failed: 'The signature of the issuer cannot be confirmed.',
  },
  CHAIN_VALIDITY: {
    asks: 'Were the certificates valid at the time of signing?',
    failed: 'It is not proven that the certificates were valid at the time of signing.',
  },
  CHAIN_CONSTRAINTS: {
    asks: 'Does the chain keep to its constraints?',
    failed: 'The chain breaks its constraints.',
  },
  CHAIN_KEY_USAGE: {
    asks: 'May the certificate be used for signatures?',
    failed: 'The certificate is not for signatures.',
  },
  CHAIN_ALGORITHMS: {
    asks: 'Are the algorithms of the certificates strong enough?',
    failed: 'The algorithms of the certificates are weak.',
  },
  REVOCATION_FOUND: {
    asks: 'Is revocation information there for every certificate?',
    failed: 'Revocation information is missing, so it cannot be decided.',
  },
  REVOCATION_STATUS: {
    asks: 'Was no certificate revoked at the time of signing?',
    failed: 'A certificate is revoked, and nothing proves that the signature came before.',
  },
  REVOCATION_FRESH: {
    asks: 'Is the revocation information fresh enough for the time of signing?',
    failed: 'The revocation information is too old for the time of signing.',
  },
  TSP_FORM: { asks: 'Is the time-stamp well formed?', failed: 'The time-stamp is malformed.' },
  TSP_IMPRINT: {
    asks: 'Was the time-stamp issued for this signature (document)?',
    failed: 'The time-stamp was issued for something else.',
    undecided: 'Its digest algorithm cannot be computed here, so what was stamped is undecided.',
  },
  TSP_SIGNATURE: {
    asks: 'Was the time-stamp made with the key of the authority?',
    failed: 'The time-stamp does not fit the key of the authority (altered or damaged).',
    undecided: 'Its algorithm cannot be computed here, so the value is undecided.',
  },
  TSP_KEY_USAGE: {
    asks: 'Is the certificate of the authority for time-stamping alone?',
    failed: 'The certificate is not for time-stamping alone.',
  },
  TSP_CHAIN: {
    asks: 'Does the time-stamp authority lead to the trusted list?',
    failed: 'The time-stamp authority cannot be confirmed.',
  },
  TSP_REVOCATION: {
    asks: 'Was the certificate of the authority not revoked when it stamped?',
    failed: 'It is not proven that the certificate of the authority was not revoked.',
  },
  TIME_PROVEN: {
    asks: 'Is the time of signing proven by a time-stamp?',
    failed: 'No usable time-stamp proves the time of signing.',
  },
  TIME_ORDER: {
    asks: 'Do the time-stamps fit the order in which they were added?',
    failed: 'The time-stamps are out of order.',
  },
} satisfies Record<CheckCode, CheckText>;
