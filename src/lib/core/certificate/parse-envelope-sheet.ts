import type { Result } from '../bytes/result.ts';
import type { EnvelopeSheet, ListedDocument, ListedParty } from './envelope-sheet.ts';
import { HASH, ID, INSTANT, Malformed, type Members } from './members.ts';
import { envelope, parseForm, ventureRole, type CertificateCode } from './parse.ts';

/**
 * Reads the JSON of a list of an envelope's documents, as strictly as `parseCertificate`: two documents at least, each
 * once. Members that are not known are left out.
 *
 * @returns a code on anything else; the `context` names the first member that is wrong. Never throws.
 */
export function parseEnvelopeSheet(text: string): Result<EnvelopeSheet, CertificateCode> {
  return parseForm(text, 'shomei-envelope-sheet', content);
}

function content(root: Members): EnvelopeSheet {
  const documents = root.list('documents', document);
  const ids = new Set(documents.map(({ certificateId }) => certificateId));
  if (documents.length < 2 || ids.size < documents.length) throw new Malformed('documents');
  const parties = root.list('parties', party);
  if (parties.length === 0) throw new Malformed('parties');
  return {
    format: 'shomei-envelope-sheet',
    version: 1,
    sheetId: root.matching('sheetId', ID),
    testOnly: root.flag('testOnly'),
    concludedAt: root.matching('concludedAt', INSTANT),
    issuedAt: root.matching('issuedAt', INSTANT),
    envelope: envelope(root.member('envelope')),
    documents,
    parties,
  };
}

function document(members: Members): ListedDocument {
  return {
    certificateId: members.matching('certificateId', ID),
    name: members.text('name'),
    pageCount: members.whole('pageCount'),
    sha256Hex: members.matching('sha256Hex', HASH),
    length: members.whole('length'),
  };
}

function party(members: Members): ListedParty {
  return {
    ord: members.whole('ord'),
    kind: members.oneOf('kind', ['contractor', 'municipality']),
    company: members.text('company'),
    ventureRole: ventureRole(members),
    title: members.text('title'),
    principalName: members.text('principalName'),
    method: members.oneOf('method', ['email-witness', 'account-witness']),
    consentedAt: members.matching('consentedAt', INSTANT),
    sealedAt: members.matching('sealedAt', INSTANT),
  };
}
