import { addDays } from '../../src/lib/domain/calendar-date.ts';
import { japanDate } from '../../src/lib/domain/japan-time.ts';
import type { StackAccount } from '../../supabase/embedded/stack.ts';
import { acceptedCase } from '../demo/case.ts';
import { Contractor } from '../demo/contractor.ts';
import { until } from '../demo/http.ts';
import { isAboutEnvelope, linkTokenOf, type InboxMail } from '../demo/inbox.ts';
import { Staff } from '../demo/staff.ts';
import { persist } from './persistent.ts';
import type { StackProcess } from './stack-process.ts';

const WAIT_MS = 120_000;

/** One concluded contract with its certificate, as downloaded. */
export interface ConcludedPair {
  readonly envelopeId: string;
  readonly contract: Uint8Array;
  readonly certificate: Uint8Array;
}

/** Drives contracts from draft to download over a stack that dies on the way. */
export class ContractWay {
  readonly #stack: StackProcess;
  readonly #url: string;
  readonly #inboxUrl: string;
  readonly #drafter: Staff;
  readonly #signer: Staff;
  #tries = 0;
  readonly #ids: { readonly department: string; readonly signer: string };

  private constructor(
    stack: StackProcess,
    at: { url: string; inboxUrl: string },
    staff: { drafter: Staff; signer: Staff },
    ids: { department: string; signer: string },
  ) {
    this.#stack = stack;
    this.#url = at.url;
    this.#inboxUrl = at.inboxUrl;
    this.#drafter = staff.drafter;
    this.#signer = staff.signer;
    this.#ids = ids;
  }

  /** Signs drafter and signer in; their sessions outlive every kill, since they are kept in the database. */
  static async open(
    stack: StackProcess,
    at: { url: string; inboxUrl: string; publishableKey: string },
    drafter: StackAccount,
    signer: StackAccount,
  ): Promise<ContractWay> {
    const staff = {
      drafter: await Staff.signIn(at.url, at.publishableKey, drafter),
      signer: await Staff.signIn(at.url, at.publishableKey, signer),
    };
    const one = async (table: string, column: string, match: object = {}): Promise<string> => {
      const { data, error } = await staff.drafter.client
        .from(table)
        .select(column)
        .match(match)
        .limit(1)
        .single<Record<string, string>>();
      if (error !== null) throw new Error(`reading ${table}`, { cause: error });
      return data[column] ?? '';
    };
    const ids = {
      department: await one('membership', 'department_id', { user_id: drafter.id, role: 'drafter' }),
      signer: await one('municipality_signer', 'id'),
    };
    return new ContractWay(stack, at, staff, ids);
  }

  #again<T>(act: () => Promise<T>): Promise<T> {
    return persist(this.#stack, act);
  }

  /** Takes one contract the whole way; every act is repeated until it is answered, as people do. */
  async go(name: string, pdf: Uint8Array, now: Date): Promise<ConcludedPair> {
    const email = `${name}@contractor.example`;
    const { envelopeId } = await this.#again(() => this.#draft(name, email, now));
    await this.#again(() => this.#uploadOnce(envelopeId, pdf));
    await this.#again(() => this.#drafter.act('POST', `/${envelopeId}/send`, {}));
    const mail = await this.#again(() => this.#mailTo(email));
    const contractor = new Contractor(this.#url, linkTokenOf(mail));

    await this.#again(async () => {
      if ((await contractor.view()).partyStatus === 'waiting') await contractor.readAndConsent();
    });
    await this.#await(contractor, 'sealed by the contractor', (s) => s !== 'sent');
    await this.#again(() => this.#municipalitySigns(envelopeId));
    await this.#await(contractor, 'sealed by the municipality', (s) => s !== 'partly_signed');
    await this.#await(contractor, 'concluded', (s) => s === 'concluded');

    const view = await this.#again(() => contractor.view());
    const [document] = view.documents;
    const [certificate] = view.certificates;
    if (document === undefined || certificate === undefined) throw new Error(`${name}: nothing to download`);
    const read = (path: string) => this.#again(async () => (await contractor.octets(path)).bytes);
    return {
      envelopeId,
      contract: await read(`/documents/${document.id}/concluded`),
      certificate: await read(`/documents/${certificate.id}/certificate`),
    };
  }

  async #draft(name: string, email: string, now: Date): Promise<{ envelopeId: string }> {
    const today = japanDate(now);
    const contractor = {
      company: '株式会社試験建設',
      title: '代表取締役',
      principalName: '試験 太郎',
      email,
    };
    // A second try after a lost answer registers a case of its own: nothing hangs on the first.
    this.#tries += 1;
    const mark = `${name}-${String(this.#tries)}`;
    const caseId = await acceptedCase(this.#drafter, mark, this.#ids.department, contractor);
    return this.#drafter.act('POST', '/drafts', {
      title: name,
      departmentId: this.#ids.department,
      caseId,
      counterpartyName: '株式会社試験建設',
      transactionOn: today,
      amountKind: 'unit_price',
      amountJpy: null,
      contractOn: today,
      deadlineOn: addDays(today, 7),
      signOrder: 'contractor_first',
      contractor,
      municipality: { signerId: this.#ids.signer },
    });
  }

  async #rows<T>(table: string, envelopeId: string): Promise<readonly T[]> {
    const { data, error } = await this.#signer.client.from(table).select('*').eq('envelope_id', envelopeId);
    if (error !== null) throw new Error(`reading ${table}: ${error.message}`, { cause: error });
    return data as readonly T[];
  }

  /** A second try after a lost answer must not add the document twice: the console looks first, and so does this. */
  async #uploadOnce(envelopeId: string, pdf: Uint8Array): Promise<void> {
    if ((await this.#rows('document', envelopeId)).length > 0) return;
    await this.#drafter.upload(envelopeId, 'contract.pdf', pdf);
  }

  async #mailTo(email: string): Promise<InboxMail> {
    return await until(`the mail to ${email}`, WAIT_MS, async () => {
      const mails = (await (await fetch(`${this.#inboxUrl}/api/email`)).json()) as readonly InboxMail[];
      const found = mails.find((mail) => isAboutEnvelope(mail) && mail.to.some((to) => to.address === email));
      if (found === undefined) return undefined;
      return (await (await fetch(`${this.#inboxUrl}/api/email/${found.id}`)).json()) as InboxMail;
    });
  }

  async #await(contractor: Contractor, what: string, reached: (status: string) => boolean): Promise<void> {
    await this.#again(() =>
      until(what, WAIT_MS, async () => (reached((await contractor.view()).status) ? true : undefined)),
    );
  }

  async #municipalitySigns(envelopeId: string): Promise<void> {
    const parties = await this.#rows<{ id: string; kind: string; status: string }>('party', envelopeId);
    const party = parties.find((p) => p.kind === 'municipality');
    if (party === undefined || party.status !== 'waiting') return;
    const documents = await this.#rows<{ id: string; kind: string }>('document', envelopeId);
    const contracts = documents.filter(({ kind }) => kind === 'contract').map(({ id }) => id);
    await this.#signer.consent(party.id, contracts);
  }
}
