import type { Result } from '../bytes/result.ts';
import type {
  CertificateCreator,
  CertificateOfConclusion,
  CertifiedAccreditation,
  CertifiedAttachment,
  CertifiedDocument,
  CertifiedEnvelope,
  CertifiedParty,
  CertifiedRevision,
  VentureRole,
} from './content.ts';
import { DAY, HASH, ID, INSTANT, Malformed, Members } from './members.ts';

/** Why a text is no certificate: not one at all, one of a later format, or one with a wrong member. */
export type CertificateCode = 'CERTIFICATE_ABSENT' | 'CERTIFICATE_VERSION' | 'CERTIFICATE_MALFORMED';

/**
 * Reads the JSON of a certificate of conclusion, strictly: every member of its own type and form, prefixes growing,
 * the count of parties agreeing with the parties. Members that are not known are left out.
 *
 * @returns a code on anything else; the `context` names the first member that is wrong. Never throws.
 */
export function parseCertificate(text: string): Result<CertificateOfConclusion, CertificateCode> {
  return parseForm(text, 'shomei-certificate', content);
}

/**
 * Reads a JSON of one of the forms that sheets of evidence carry.
 *
 * @param read - reads the members below the root; throws what `Members` throws.
 */
export function parseForm<T>(
  text: string,
  format: string,
  read: (root: Members) => T,
): Result<T, CertificateCode> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError)
      return { ok: false, code: 'CERTIFICATE_MALFORMED', context: { member: '' } };
    throw error;
  }
  try {
    const root = new Members(value, '');
    if (root.text('format') !== format) return { ok: false, code: 'CERTIFICATE_ABSENT' };
    if (root.whole('version') !== 1) return { ok: false, code: 'CERTIFICATE_VERSION' };
    return { ok: true, value: read(root) };
  } catch (error) {
    if (error instanceof Malformed) {
      return { ok: false, code: 'CERTIFICATE_MALFORMED', context: { member: error.message } };
    }
    throw error;
  }
}

function content(root: Members): CertificateOfConclusion {
  const parties = root.list('parties', party);
  const signerCount = root.whole('signerCount');
  if (signerCount !== parties.length || signerCount < 1) throw new Malformed('signerCount');
  const testOnly = root.flag('testOnly');
  // Absent in certificates of before there were such copies, and such a line.
  const redacted = root.has('redacted') && root.flag('redacted');
  const accreditation = root.has('accreditation')
    ? root.orNull('accreditation', () => certifiedAccreditation(root.member('accreditation')))
    : null;
  if (testOnly && accreditation !== null) throw new Malformed('accreditation');
  const prepared = creator(root.member('creator'));
  // A copy that says it withholds addresses and shows one is no such copy.
  const shown = [prepared.email, ...parties.flatMap(({ email, ip, userAgent }) => [email, ip, userAgent])];
  if (redacted && shown.some((value) => value !== '')) throw new Malformed('redacted');
  return {
    format: 'shomei-certificate',
    version: 1,
    certificateId: root.matching('certificateId', ID),
    testOnly,
    redacted,
    accreditation,
    concludedAt: root.matching('concludedAt', INSTANT),
    issuedAt: root.matching('issuedAt', INSTANT),
    envelope: envelope(root.member('envelope')),
    creator: prepared,
    document: document(root.member('document')),
    parties,
    signerCount,
    attachments: root.list('attachments', attachment),
  };
}

/** What a sheet says of its envelope. */
export function envelope(members: Members): CertifiedEnvelope {
  return {
    id: members.text('id'),
    title: members.text('title'),
    municipalityCode: members.text('municipalityCode'),
    municipalityName: members.text('municipalityName'),
    managementLabel: members.text('managementLabel'),
    counterpartyName: members.text('counterpartyName'),
    transactionOn: members.matching('transactionOn', DAY),
    contractOn: members.orNull('contractOn', () => members.matching('contractOn', DAY)),
    amountJpy: members.orNull('amountJpy', () => members.whole('amountJpy')),
  };
}

function certifiedAccreditation(members: Members): CertifiedAccreditation {
  return {
    asOf: members.matching('asOf', DAY),
    authenticityMeasure: members.oneOf('authenticityMeasure', ['timestamp_before_exchange']),
  };
}

function creator(members: Members): CertificateCreator {
  return {
    name: members.text('name'),
    organization: members.text('organization'),
    email: members.text('email'),
  };
}

function document(members: Members): CertifiedDocument {
  const uploaded = members.member('uploaded');
  const revisions = members.list('revisions', revision);
  // Prefixes of one file: each is longer than the one before.
  const grows = revisions.every((one, index) => one.length > (revisions[index - 1]?.length ?? 0));
  if (revisions.length === 0 || !grows) throw new Malformed('document.revisions');
  return {
    id: members.text('id'),
    name: members.text('name'),
    pageCount: members.whole('pageCount'),
    uploaded: { sha256Hex: uploaded.matching('sha256Hex', HASH), length: uploaded.whole('length') },
    repaired: members.flag('repaired'),
    revisions,
  };
}

function revision(members: Members): CertifiedRevision {
  return {
    kind: members.oneOf('kind', ['base', 'stamp', 'seal', 'lta']),
    partyOrd: members.orNull('partyOrd', () => members.whole('partyOrd')),
    sha256Hex: members.matching('sha256Hex', HASH),
    length: members.whole('length'),
  };
}

function party(members: Members): CertifiedParty {
  return {
    ord: members.whole('ord'),
    kind: members.oneOf('kind', ['contractor', 'municipality']),
    company: members.text('company'),
    ventureRole: ventureRole(members),
    title: members.text('title'),
    principalName: members.text('principalName'),
    email: members.text('email'),
    operatorKind: members.oneOf('operatorKind', ['principal', 'delegate']),
    operatorName: members.text('operatorName'),
    authority: members.orNull('authority', () => members.text('authority')),
    method: members.oneOf('method', ['email-witness', 'account-witness']),
    // Absent in certificates of before it was recorded.
    factor: members.has('factor')
      ? members.orNull('factor', () =>
          members.oneOf('factor', ['access-code', 'email-code', 'sms-code', 'passkey', 'totp']),
        )
      : null,
    factorDetail: members.has('factorDetail')
      ? members.orNull('factorDetail', () => members.text('factorDetail'))
      : null,
    consentedAt: members.matching('consentedAt', INSTANT),
    consentedSha256Hex: members.matching('consentedSha256Hex', HASH),
    ip: members.text('ip'),
    userAgent: members.text('userAgent'),
    sealedAt: members.matching('sealedAt', INSTANT),
  };
}

/** A party's place in a 共同企業体; absent in sheets of before there were such contracts. */
export function ventureRole(members: Members): VentureRole | null {
  return members.has('ventureRole')
    ? members.orNull('ventureRole', () => members.oneOf('ventureRole', ['representative', 'member']))
    : null;
}

function attachment(members: Members): CertifiedAttachment {
  return {
    name: members.text('name'),
    sha256Hex: members.matching('sha256Hex', HASH),
    length: members.whole('length'),
    certificateId: members.orNull('certificateId', () => members.matching('certificateId', ID)),
  };
}
