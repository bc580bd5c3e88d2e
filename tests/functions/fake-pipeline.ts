import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Authority } from '../../supabase/embedded/authority/index.ts';
import { localSheetKey } from '../../supabase/functions/_shared/sheet-key.ts';
import { localKey } from '../../supabase/functions/_shared/keys-local.ts';
import type { OutgoingMail } from '../../supabase/functions/_shared/mail.ts';
import { concatBytes, stampRevision, type KeyPort } from '../../supabase/functions/_shared/core.ts';
import { sha256Hex } from '../../supabase/functions/_shared/octets.ts';
import { httpRevocation } from '../../supabase/functions/_shared/revocation.ts';
import { httpAuthorities } from '../../supabase/functions/_shared/tsa.ts';
import type { JobPorts } from '../../supabase/functions/jobs/ports.ts';
import type {
  ConcludeSubject,
  SubjectConsent,
  SubjectFile,
  SubjectParty,
} from '../../supabase/functions/jobs/subject.ts';
import { CONFIG, fakePorts, memoryStore } from './fake-ports.ts';
import { addCopy, redactSubject, type FinishedCopy } from './fake-redaction.ts';
import type { StoredDocument, StoredRevision } from './stored-document.ts';

/** Thrown where the process "dies": nothing catches it but the test. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

const CONTRACTOR = 'aaaaaaaa-0000-4000-8000-000000000001';
const MUNICIPALITY = 'aaaaaaaa-0000-4000-8000-000000000002';
const ENVELOPE = 'aaaaaaaa-0000-4000-8000-000000000003';
const SHEET = 'dddddddd-0000-4000-8000-000000000001';

/** A file's line of the calendar. */
interface EvidenceLine {
  readonly endsAt: string;
  readonly policy: string;
}

type Args = Readonly<Record<string, unknown>>;

/**
 * One envelope in memory, with what SQL promises the pipeline: first writer wins, idempotent additions, seals
 * only on consented bytes. `killAfter(n)` makes the process die at the n-th act on the outside from now.
 */
export class FakePipeline {
  readonly contractorId = CONTRACTOR;
  /** In the order of sealing: one, or the members of a 共同企業体, the last of whom represents them. */
  readonly contractorIds: readonly string[];
  readonly municipalityId = MUNICIPALITY;
  readonly envelopeId = ENVELOPE;
  readonly documents: StoredDocument[] = [];
  /** Accepted files of the guarantee. */
  attachments: ConcludeSubject['attachments'] = [];
  readonly steps = new Map<string, Map<string, unknown>>();
  /** Seals given up after the key was replaced, and what follows each. */
  readonly abandoned = new Map<string, string>();
  readonly keyOperations = new Map<string, { attributes: string; value: string | null; attempts: number }>();
  readonly waiting: (string | null)[] = [];
  readonly mails: OutgoingMail[] = [];
  readonly stored = new Map<string, Uint8Array>();
  /** The calendar of renewals, and before which end a file is due. */
  readonly calendar = new Map<string, EvidenceLine>();
  dueBefore = new Date(0);
  signatures = 0;
  status = 'sent';
  readonly ports: JobPorts;
  readonly #parties: { id: string; status: SubjectParty['status']; consent: SubjectConsent | null }[];
  #acts = 0;
  #dieAt = Infinity;
  #dieBefore = true;

  private constructor(authority: Authority, key: KeyPort, tsaUrls: readonly string[], contractors: number) {
    this.contractorIds = Array.from({ length: contractors }, (_, index) =>
      index === 0 ? CONTRACTOR : `aaaaaaaa-0000-4000-8000-0000000001${String(index).padStart(2, '0')}`,
    );
    this.#parties = [...this.contractorIds, MUNICIPALITY].map((id) => ({
      id,
      status: 'waiting',
      consent: null,
    }));
    const objects = memoryStore(this.stored);
    const { accounts } = fakePorts();
    this.ports = {
      config: { ...CONFIG, trustList: JSON.stringify(authority.trustList) },
      rpc: <T>(name: string, args: Args): Promise<T> =>
        this.#act(() => this.#answer(name, structuredClone(args)) as T),
      session: () => Promise.resolve(null),
      accounts,
      objects: {
        put: (bytes) => this.#act(() => objects.put(bytes)),
        read: (...asked) => objects.read(...asked),
        remove: (keys) => objects.remove(keys),
      },
      log: () => undefined,
      now: () => new Date(),
      random: (length) => crypto.getRandomValues(new Uint8Array(length)),
      nudge: () => undefined,
      key: () =>
        Promise.resolve({
          ...key,
          sign: (der) =>
            this.#act(() => {
              this.signatures += 1;
              return key.sign(der);
            }),
        }),
      sheetKey: () => localSheetKey(Uint8Array.from(Buffer.from(authority.sheetKeyPkcs8, 'base64'))),
      authorities: httpAuthorities(tsaUrls).map((tsa) => ({
        url: tsa.url,
        request: (der) => this.#act(() => tsa.request(der)),
      })),
      revocation: httpRevocation(),
      sms: null,
      push: null,
      mail: {
        send: (mail) =>
          this.#act(() => {
            this.mails.push(mail);
            return mail.messageId;
          }),
      },
      fonts: async () => ({
        regular: await font('400Regular'),
        bold: await font('700Bold'),
      }),
      every: () => () => undefined,
      worker: 'test',
    };
  }

  /** An envelope of these PDFs, stamped and sent; every party has yet to consent. */
  static async start(
    authority: Authority,
    pdfs: readonly Uint8Array[],
    tsaUrls: readonly string[] = [authority.tsaUrl],
    contractors = 1,
  ): Promise<FakePipeline> {
    const sealKey = Uint8Array.from(Buffer.from(authority.sealKeyPkcs8, 'base64'));
    const key = await localKey(sealKey, authority.sealCertificatesPem);
    const pipeline = new FakePipeline(authority, key, tsaUrls, contractors);
    for (const [index, pdf] of pdfs.entries()) await pipeline.#addContract(index, pdf);
    return pipeline;
  }

  /** Lets the process die at the n-th act from now: before it takes effect, or right after. */
  killAfter(n: number, before: boolean): void {
    this.#dieAt = this.#acts + n;
    this.#dieBefore = before;
  }

  /** Starts the process again after it died. */
  revive(): void {
    this.#dieAt = Infinity;
  }

  /** A party consents to exactly what the documents are now. */
  consent(partyId: string): void {
    const party = this.#parties.find((entry) => entry.id === partyId);
    if (party === undefined) throw new Error('no such party');
    party.status = 'consented';
    party.consent = {
      consentedAt: '2026-04-01T00:00:00.123456+00:00',
      method: partyId !== MUNICIPALITY ? 'mail_link' : 'account_totp',
      factor: partyId !== MUNICIPALITY ? 'sms_code' : 'totp',
      factorDetail: partyId !== MUNICIPALITY ? '5678' : null,
      ip: '203.0.113.9',
      userAgent: 'test',
      operatorKind: partyId !== MUNICIPALITY ? 'principal' : 'delegate',
      operatorName: partyId !== MUNICIPALITY ? null : '\u8a66\u9a13 \u82b1\u5b50',
      authority: partyId !== MUNICIPALITY ? null : '\u5c02\u6c7a',
      documents: this.#contracts().map((document) => ({
        documentId: document.id,
        sha256Hex: newest(document).sha256Hex,
        stampSha256Hex: document.revisions[2]?.sha256Hex ?? '',
      })),
    };
  }

  /** The whole file of a document as it is now. */
  file(document: StoredDocument): Uint8Array {
    const parts = document.revisions.filter((revision) => revision.kind !== 'uploaded');
    return concatBytes(...parts.map((part) => this.stored.get(part.objectKey) ?? new Uint8Array(0)));
  }

  async #act<T>(effect: () => T | Promise<T>): Promise<T> {
    this.#acts += 1;
    const dies = this.#acts === this.#dieAt;
    // Who is dead stays dead: nothing that would tidy up after an error reaches the outside.
    if (this.#acts > this.#dieAt || (dies && this.#dieBefore)) throw new Killed();
    const value = await effect();
    if (dies) throw new Killed();
    return value;
  }

  async #addContract(index: number, pdf: Uint8Array): Promise<void> {
    const certificateId = String(index + 1).repeat(32);
    const stamp = stampRevision(pdf, {
      certificateId,
      lines: [`\u7de0\u7d50\u8a3c\u660e\u66f8ID ${certificateId}`],
    });
    const base = await memoryStore(this.stored).put(pdf);
    const added = await memoryStore(this.stored).put(stamp);
    const whole = concatBytes(pdf, stamp);
    const unsealed = { partyId: null };
    this.documents.push({
      id: `bbbbbbbb-0000-4000-8000-00000000000${String(index)}`,
      kind: 'contract',
      certifies: null,
      name: `\u5951\u7d04\u66f8${String(index)}.pdf`,
      certificateId,
      pageCount: 1,
      revisions: [
        { ...base, ...unsealed, kind: 'uploaded', incrementLength: base.length },
        { ...base, ...unsealed, kind: 'base', incrementLength: base.length },
        {
          ...unsealed,
          kind: 'stamp',
          objectKey: added.objectKey,
          sha256Hex: await sha256Hex(whole),
          length: whole.length,
          incrementLength: stamp.length,
        },
      ],
    });
  }

  #contracts(): StoredDocument[] {
    return this.documents.filter((document) => document.kind === 'contract');
  }

  #answer(name: string, args: Args): unknown {
    const subject = String(args['p_subject']);
    switch (name) {
      case 'seal_current':
        return this.abandoned.get(subject) ?? subject;
      case 'seal_steps':
        return Object.fromEntries(this.steps.get(subject) ?? []);
      case 'seal_step_put': {
        const steps = this.steps.get(subject) ?? new Map<string, unknown>();
        this.steps.set(subject, steps);
        const step = String(args['p_step']);
        if (!steps.has(step)) steps.set(step, args['p_payload']);
        return steps.get(step);
      }
      case 'key_operation_begin': {
        const attributes = String(args['p_signed_attrs_sha256_hex']);
        const known = this.keyOperations.get(subject) ?? { attributes, value: null, attempts: 0 };
        if (known.attributes !== attributes) throw new Error('KEY_OPERATION_CONFLICT');
        this.keyOperations.set(subject, { ...known, attempts: known.attempts + 1 });
        return known.attempts + 1;
      }
      case 'key_operation_end': {
        const value = String(args['p_signature_sha256_hex']);
        const known = this.keyOperations.get(subject);
        if (known === undefined || (known.value !== null && known.value !== value)) {
          throw new Error('KEY_OPERATION_CONFLICT');
        }
        this.keyOperations.set(subject, { ...known, value });
        return null;
      }
      case 'seal_subject':
        return this.#sealSubject(String(args['p_party_id']));
      case 'conclude_subject':
        return this.#concludeSubject();
      case 'revision_add':
        return this.#addRevision(String(args['p_document_id']), args['p_revision'] as StoredRevision);
      case 'certificate_add':
        return this.#addCertificate(String(args['p_document_id']), args['p_certificate'] as StoredRevision);
      case 'sheet_add':
        return this.#addCertificate(null, args['p_sheet'] as StoredRevision);
      case 'party_sealed':
        for (const party of this.#parties) if (party.id === args['p_party_id']) party.status = 'sealed';
        if (this.#parties.every((party) => party.status === 'sealed')) this.status = 'concluding';
        return { status: this.status };
      case 'envelope_waiting':
        this.waiting.push(args['p_for'] as string | null);
        return null;
      case 'renewal_subject':
        return this.#renewalSubject(String(args['p_document_id']));
      case 'renewal_end_put':
        this.calendar.set(String(args['p_document_id']), args['p_end'] as EvidenceLine);
        return null;
      case 'renewal_add':
        return this.#addRenewal(
          String(args['p_document_id']),
          Number(args['p_number']),
          args['p_revision'] as StoredRevision & { report: { evidenceEnd: EvidenceLine } },
        );
      case 'redact_subject':
        return {
          ...redactSubject(this, String(args['p_document_id']), (document) => this.#file(document, null)),
          envelope: this.#envelope(),
        };
      case 'redacted_copy_add':
        return addCopy(this.documents, String(args['p_document_id']), args['p_copy'] as FinishedCopy);
      case 'envelope_conclude':
        this.status = 'concluded';
        return { status: this.status };
      default:
        throw new Error(`no answer for ${name}`);
    }
  }

  #file(document: StoredDocument, partyId: string | null): SubjectFile {
    const { revisions } = document;
    return {
      documentId: document.id,
      name: document.name,
      fileName: document.name,
      kind: document.kind,
      certificateId: document.certificateId,
      sha256Hex: newest(document).sha256Hex,
      length: newest(document).length,
      parts: revisions
        .filter((revision) => revision.kind !== 'uploaded')
        .map(({ objectKey, incrementLength }) => ({
          objectKey,
          wrappedIdentity: '',
          length: incrementLength,
        })),
      envelopeStatus: 'concluding',
      ord: 1,
      pageCount: document.pageCount,
      repaired: false,
      revisions,
      sealed: revisions.some((r) => r.kind === 'seal' && (partyId === null || r.partyId === partyId)),
      lta: revisions.some((r) => r.kind === 'lta'),
    };
  }

  #sealSubject(partyId: string): unknown {
    const party = this.#party(partyId);
    return {
      envelope: this.#envelope(),
      party,
      consent: party.consent,
      documents: this.#contracts().map((document) => this.#file(document, partyId)),
    };
  }

  #concludeSubject(): unknown {
    const sheet = this.documents.find(isSheet);
    return {
      envelope: this.#envelope(),
      parties: this.#parties.map(({ id }) => this.#party(id)),
      listed: this.#contracts().length > 1,
      sheet: sheet === undefined ? null : this.#file(sheet, null),
      documents: this.#contracts().map((document) => {
        const certificate = this.documents.find((entry) => entry.certifies === document.id);
        return {
          ...this.#file(document, null),
          certificate: certificate === undefined ? null : this.#file(certificate, null),
        };
      }),
      attachments: this.attachments,
    };
  }

  #party(id: string): SubjectParty {
    const { status, consent } = this.#parties.find((entry) => entry.id === id) ?? {
      status: 'waiting' as const,
      consent: null,
    };
    const contractor = id !== MUNICIPALITY;
    const ord = this.#parties.findIndex((entry) => entry.id === id) + 1;
    const members = this.contractorIds.length;
    return {
      id,
      ord,
      kind: contractor ? 'contractor' : 'municipality',
      company: contractor ? `\u682a\u5f0f\u4f1a\u793e\u8a66\u9a13${members > 1 ? String(ord) : ''}` : null,
      ventureRole: !contractor || members === 1 ? null : ord === members ? 'representative' : 'member',
      title: null,
      principalName: contractor ? '\u8a66\u9a13 \u592a\u90ce' : '\u8a66\u9a13 \u5e02\u9577',
      email: contractor ? `signer${members > 1 ? String(ord) : ''}@contractor.example` : null,
      status,
      consent,
    };
  }

  #envelope(): unknown {
    return {
      id: ENVELOPE,
      status: this.status,
      title: '\u8a66\u9a13\u5951\u7d04',
      counterpartyName: '\u682a\u5f0f\u4f1a\u793e\u8a66\u9a13',
      transactionOn: '2026-04-01',
      amountKind: 'unit_price',
      amountJpy: null,
      contractOn: '2026-04-01',
      managementLabel: '\u4ee4\u548c8\u5e74\u5ea6-0000001',
      municipalityCode: '032018',
      municipalityName: '\u76db\u5ca1\u5e02',
      departmentName: '\u8ca1\u653f\u90e8',
      creatorName: '\u8a66\u9a13 \u8d77\u6848\u8005',
      creatorEmail: 'drafter@morioka.example',
      signerCount: this.#parties.length,
    };
  }

  #addRevision(documentId: string, revision: StoredRevision): string {
    const document = this.documents.find((entry) => entry.id === documentId);
    if (document === undefined) throw new Error('DOCUMENT_NOT_FOUND');
    const known = document.revisions.find(
      (entry) => entry.kind === revision.kind && entry.partyId === revision.partyId,
    );
    if (known !== undefined) {
      if (known.sha256Hex !== revision.sha256Hex) throw new Error('REVISION_CONFLICT');
      return 'known';
    }
    if (revision.length !== newest(document).length + revision.incrementLength)
      throw new Error('REVISION_NOT_NEXT');
    document.revisions.push(revision);
    return 'added';
  }

  #renewalSubject(documentId: string): unknown {
    const document = this.documents.find((entry) => entry.id === documentId);
    if (document === undefined) throw new Error('DOCUMENT_NOT_FOUND');
    const line = this.calendar.get(documentId);
    return {
      ...this.#file(document, null),
      timestampCount: document.revisions.filter(({ kind }) => kind === 'lta').length,
      endsAt: line?.endsAt ?? null,
      policy: line?.policy ?? null,
      due: line !== undefined && Date.parse(line.endsAt) < this.dueBefore.getTime(),
    };
  }

  #addRenewal(
    documentId: string,
    number: number,
    revision: StoredRevision & { report: { evidenceEnd: EvidenceLine } },
  ): string {
    const document = this.documents.find((entry) => entry.id === documentId);
    if (document === undefined) throw new Error('DOCUMENT_NOT_FOUND');
    const known = document.revisions.filter(({ kind }) => kind === 'lta')[number - 1];
    if (known !== undefined) {
      if (known.sha256Hex !== revision.sha256Hex) throw new Error('REVISION_CONFLICT');
      return 'known';
    }
    if (revision.length !== newest(document).length + revision.incrementLength) {
      throw new Error('REVISION_NOT_NEXT');
    }
    document.revisions.push({ ...revision, kind: 'lta', partyId: null });
    this.calendar.set(documentId, revision.report.evidenceEnd);
    return 'added';
  }

  /** @param contractId - null for the list of all contracts. */
  #addCertificate(
    contractId: string | null,
    sheet: StoredRevision & { name?: string; pageCount?: number; certificateId?: string },
  ): string {
    const known = this.documents.find((entry) =>
      contractId === null ? isSheet(entry) : entry.certifies === contractId,
    );
    if (known !== undefined) {
      if (known.revisions[0]?.sha256Hex !== sheet.sha256Hex) throw new Error('REVISION_CONFLICT');
      return known.id;
    }
    const id = contractId?.replace(/^b/, 'c') ?? SHEET;
    const base = { ...sheet, kind: 'base' as const, partyId: null, incrementLength: sheet.length };
    this.documents.push({
      id,
      kind: 'certificate',
      certifies: contractId,
      name: sheet.name ?? '',
      certificateId: sheet.certificateId ?? null,
      pageCount: 1,
      revisions: [base],
    });
    return id;
  }
}

/** Whether a document is the list of the others. */
export function isSheet({ kind, certifies }: StoredDocument): boolean {
  return kind === 'certificate' && certifies === null;
}

function newest(document: StoredDocument): StoredRevision {
  const last = document.revisions.at(-1);
  if (last === undefined) throw new Error('no revision');
  return last;
}

async function font(style: string): Promise<Uint8Array> {
  const require = createRequire(import.meta.url);
  return await readFile(require.resolve(`@expo-google-fonts/noto-sans-jp/${style}/NotoSansJP_${style}.ttf`));
}
