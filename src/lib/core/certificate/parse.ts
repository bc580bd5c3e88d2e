import type { Result } from '../bytes/result.ts';
import type {
  CertificateCreator,
  CertificateOfConclusion,
  CertifiedAttachment,
  CertifiedDocument,
  CertifiedEnvelope,
  CertifiedParty,
  CertifiedRevision,
} from './content.ts';

/** Why a text is no certificate: not one at all, one of a later format, or one with a wrong member. */
export type CertificateCode = 'CERTIFICATE_ABSENT' | 'CERTIFICATE_VERSION' | 'CERTIFICATE_MALFORMED';

const MAX_ITEMS = 1000;
const HASH = /^[0-9a-f]{64}$/;
const ID = /^[0-9a-f]{32}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z$/;

class Malformed extends Error {}

/**
 * Reads the JSON of a certificate of conclusion, strictly: every member of its own type and form, prefixes growing,
 * the count of parties agreeing with the parties. Members that are not known are left out.
 *
 * @returns a code on anything else; the `context` names the first member that is wrong. Never throws.
 */
export function parseCertificate(text: string): Result<CertificateOfConclusion, CertificateCode> {
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
    if (root.text('format') !== 'shomei-certificate') return { ok: false, code: 'CERTIFICATE_ABSENT' };
    if (root.whole('version') !== 1) return { ok: false, code: 'CERTIFICATE_VERSION' };
    return { ok: true, value: content(root) };
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
  return {
    format: 'shomei-certificate',
    version: 1,
    certificateId: root.matching('certificateId', ID),
    testOnly: root.flag('testOnly'),
    // Absent in certificates of before there were such copies.
    redacted: root.has('redacted') && root.flag('redacted'),
    concludedAt: root.matching('concludedAt', INSTANT),
    issuedAt: root.matching('issuedAt', INSTANT),
    envelope: envelope(root.member('envelope')),
    creator: creator(root.member('creator')),
    document: document(root.member('document')),
    parties,
    signerCount,
    attachments: root.list('attachments', attachment),
  };
}

function envelope(members: Members): CertifiedEnvelope {
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
    title: members.text('title'),
    principalName: members.text('principalName'),
    email: members.text('email'),
    operatorKind: members.oneOf('operatorKind', ['principal', 'delegate']),
    operatorName: members.text('operatorName'),
    authority: members.orNull('authority', () => members.text('authority')),
    method: members.oneOf('method', ['email-witness', 'account-witness']),
    consentedAt: members.matching('consentedAt', INSTANT),
    consentedSha256Hex: members.matching('consentedSha256Hex', HASH),
    ip: members.text('ip'),
    userAgent: members.text('userAgent'),
    sealedAt: members.matching('sealedAt', INSTANT),
  };
}

function attachment(members: Members): CertifiedAttachment {
  return {
    name: members.text('name'),
    sha256Hex: members.matching('sha256Hex', HASH),
    length: members.whole('length'),
    certificateId: members.orNull('certificateId', () => members.matching('certificateId', ID)),
  };
}

/** Reads members of a JSON object by form; throws Malformed with the member's path. */
class Members {
  readonly #value: Readonly<Record<string, unknown>>;
  readonly #path: string;

  constructor(value: unknown, path: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Malformed(path);
    this.#value = value as Readonly<Record<string, unknown>>;
    this.#path = path;
  }

  has(name: string): boolean {
    return this.#value[name] !== undefined;
  }

  text(name: string): string {
    const value = this.#value[name];
    if (typeof value !== 'string' || value.length > 10_000) throw this.#wrong(name);
    return value;
  }

  matching(name: string, form: RegExp): string {
    const value = this.text(name);
    if (!form.test(value) || (form === INSTANT && Number.isNaN(Date.parse(value)))) throw this.#wrong(name);
    return value;
  }

  oneOf<T extends string>(name: string, values: readonly T[]): T {
    const found = values.find((value) => value === this.#value[name]);
    if (found === undefined) throw this.#wrong(name);
    return found;
  }

  whole(name: string): number {
    const value = this.#value[name];
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw this.#wrong(name);
    return value;
  }

  flag(name: string): boolean {
    const value = this.#value[name];
    if (typeof value !== 'boolean') throw this.#wrong(name);
    return value;
  }

  orNull<T>(name: string, read: () => T): T | null {
    return this.#value[name] === null ? null : read();
  }

  member(name: string): Members {
    return new Members(this.#value[name], this.#at(name));
  }

  list<T>(name: string, read: (members: Members) => T): readonly T[] {
    const value = this.#value[name];
    if (!Array.isArray(value) || value.length > MAX_ITEMS) throw this.#wrong(name);
    return value.map((item: unknown, index) =>
      read(new Members(item, `${this.#at(name)}[${String(index)}]`)),
    );
  }

  #at(name: string): string {
    return this.#path === '' ? name : `${this.#path}.${name}`;
  }

  #wrong(name: string): Malformed {
    return new Malformed(this.#at(name));
  }
}
