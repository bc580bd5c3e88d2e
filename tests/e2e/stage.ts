import { expect, test as base } from '@playwright/test';
import postgres from 'postgres';
import { addDays } from '../../src/lib/domain/calendar-date.ts';
import type { EnvelopeFields } from '../../src/lib/domain/envelope-fields.ts';
import { smsAddress } from '../../supabase/embedded/sms.ts';
import type { GuaranteeKind, SignerFactor } from '../../src/lib/domain/rules.ts';
import { japanDate } from '../../src/lib/domain/japan-time.ts';
import type { StackAccount } from '../../supabase/embedded/stack.ts';
import { acceptedCase, registeredCase } from '../demo/case.ts';
import { Contractor } from '../demo/contractor.ts';
import { Refused, until } from '../demo/http.ts';
import { isAboutEnvelope, linkTokenOf, type InboxMail } from '../demo/inbox.ts';
import { Staff } from '../demo/staff.ts';
import type { Faults } from '../../supabase/embedded/authority/answers.ts';
import { withCodes } from './one-time-codes.ts';
import { samplePdf } from './sample-pdf.ts';

type PlainAccount = Omit<StackAccount, 'code' | 'freshCode'>;

/** What the tests know of the running stack. */
export interface StageFacts {
  readonly url: string;
  readonly inboxUrl: string;
  readonly publishableKey: string;
  readonly adminUrl: string;
  readonly secretKey: string;
  /** Lets a test hand over a mail that came back, as a mail server would. */
  readonly jobsSecret: string;
  /** Takes `Faults` as JSON: the development authority answers accordingly until the next call. */
  readonly faultsUrl: string;
  /** A push service on loopback (`push-service.ts`). */
  readonly pushUrl: string;
  /** Folder for what one worker must tell the next. */
  readonly notesDir: string;
  readonly accounts: readonly PlainAccount[];
}

/** An envelope that has been sent, and its link. */
export interface SentEnvelope {
  readonly id: string;
  readonly title: string;
  readonly email: string;
  readonly token: string;
  readonly documentIds: readonly string[];
}

const WAIT_MS = 90_000;

/** Staff of one municipality, acting over HTTP, and what stands behind them. */
export class Stage {
  readonly facts: StageFacts;
  readonly #drafter: Staff;
  readonly #signer: Staff;
  #count = 0;

  private constructor(facts: StageFacts, drafter: Staff, signer: Staff) {
    this.facts = facts;
    this.#drafter = drafter;
    this.#signer = signer;
  }

  /** Signs the staff of 滝沢市 in; the other municipality's accounts are left to the console's own tests. */
  static async open(): Promise<Stage> {
    const facts = JSON.parse(process.env['SHOMEI_E2E'] ?? '{}') as StageFacts;
    const person = async (role: string): Promise<Staff> => {
      const account = facts.accounts.find(({ email }) => email === `${role}@takizawa.example`);
      if (account === undefined) throw new Error(`no demo account of the ${role}`);
      return Staff.signIn(facts.url, facts.publishableKey, await withCodes(account, facts.notesDir));
    };
    return new Stage(facts, await person('drafter'), await person('signer'));
  }

  /** Drafts, uploads and sends; answers once the mail with the link lies in the inbox. */
  async send(...draft: Parameters<Stage['draft']>): Promise<SentEnvelope> {
    return this.dispatch(await this.draft(...draft));
  }

  /** Sends a draft; answers once the mail with the link lies in the inbox. */
  async dispatch(made: Omit<SentEnvelope, 'token'>): Promise<SentEnvelope> {
    await this.#drafter.act('POST', `/${made.id}/send`, {});
    // The address may have had mails about other things before.
    const mail = await this.mail(made.email, ({ text }) => /\/s#/.test(text ?? ''));
    return { ...made, token: linkTokenOf(mail) };
  }

  /** A case of construction work that needs two papers and for which nobody has applied yet. */
  async openCase(): Promise<{ id: string; caseNumber: string; name: string }> {
    this.#count += 1;
    const mark = `${Date.now().toString(36)}-${String(this.#count)}`;
    const { data } = await this.#drafter.client
      .from('membership')
      .select('department_id')
      .eq('role', 'drafter')
      .limit(1)
      .single<{ department_id: string }>();
    const id = await registeredCase(this.#drafter, mark, data?.department_id ?? null, [
      'recycling',
      'guarantee',
    ]);
    return { id, caseNumber: `試験-${mark}`, name: `試験工事-${mark}` };
  }

  /** Drafts and uploads what is complete for sending. */
  async draft(
    documents: readonly { name: string; pages: number; bytes?: Uint8Array<ArrayBuffer> }[],
    title?: string,
    contractor: Partial<EnvelopeFields['contractor']> = {},
    guaranteed = false,
  ): Promise<Omit<SentEnvelope, 'token'>> {
    const client = this.#drafter.client;
    const { data: department } = await client
      .from('membership')
      .select('department_id')
      .eq('role', 'drafter')
      .limit(1)
      .single<{ department_id: string }>();
    const { data: signer } = await client
      .from('municipality_signer')
      .select('id')
      .limit(1)
      .single<{ id: string }>();
    this.#count += 1;
    const mark = `${Date.now().toString(36)}-${String(this.#count)}`;
    const today = japanDate(new Date());
    const email = `signer-${mark}@contractor.example`;
    const named = title ?? `Contract ${mark}`;
    const signing = {
      company: '株式会社試験建設',
      title: '代表取締役',
      principalName: '試験 太郎',
      email,
      ...contractor,
    };
    const fields: EnvelopeFields = {
      title: named,
      departmentId: department?.department_id ?? '',
      caseId: await acceptedCase(this.#drafter, mark, department?.department_id ?? null, signing, guaranteed),
      counterpartyName: contractor.company ?? '株式会社試験建設',
      transactionOn: today,
      amountKind: 'fixed',
      amountJpy: 12_345_600,
      contractOn: today,
      deadlineOn: addDays(today, 7),
      signOrder: 'contractor_first',
      contractor: signing,
      municipality: { signerId: signer?.id ?? '' },
    };
    const { envelopeId: id } = await this.#drafter.act<{ envelopeId: string }>('POST', '/drafts', fields);
    const documentIds: string[] = [];
    for (const { name, pages, bytes } of documents) {
      const made = await this.#drafter.upload(id, name, bytes ?? (await samplePdf(name, pages)));
      documentIds.push(made.documentId);
    }
    return { id, title: named, email: signing.email ?? email, documentIds };
  }

  /** A case of 滝沢市 whose application was accepted, and that has no envelope yet. */
  async contractCase(): Promise<{ caseNumber: string; email: string }> {
    this.#count += 1;
    const mark = `${Date.now().toString(36)}-${String(this.#count)}`;
    const email = `bulk-${mark}@contractor.example`;
    await acceptedCase(this.#drafter, mark, null, {
      company: '株式会社試験建設',
      title: '代表取締役',
      principalName: '試験 太郎',
      email,
    });
    return { caseNumber: `試験-${mark}`, email };
  }

  /** The first mail to an address, read whole, that is about an envelope and the one asked for. */
  mail(email: string, wanted: (mail: InboxMail) => boolean = () => true): Promise<InboxMail> {
    const { inboxUrl } = this.facts;
    return until(`a mail to ${email}`, WAIT_MS, async () => {
      const all = (await (await fetch(`${inboxUrl}/api/email`)).json()) as readonly InboxMail[];
      const own = all.filter(
        (mail) => isAboutEnvelope(mail) && mail.to.some(({ address }) => address === email),
      );
      for (const { id } of own) {
        const mail = (await (await fetch(`${inboxUrl}/api/email/${id}`)).json()) as InboxMail;
        if (wanted(mail)) return mail;
      }
      return undefined;
    });
  }

  /** The text of the newest SMS to a number (E.164), once there are so many. */
  sms(number: string, count = 1): Promise<string> {
    const { inboxUrl } = this.facts;
    return until(`SMS ${String(count)} to ${number}`, WAIT_MS, async () => {
      const all = (await (await fetch(`${inboxUrl}/api/email`)).json()) as readonly InboxMail[];
      const own = all.filter((mail) => mail.to.some(({ address }) => address === smsAddress(number)));
      const newest = own[count - 1];
      if (newest === undefined) return undefined;
      return ((await (await fetch(`${inboxUrl}/api/email/${newest.id}`)).json()) as InboxMail).text;
    });
  }

  /** Lets the drafter do something that no other method here is for. */
  asDrafter<T>(work: (drafter: Staff) => Promise<T>): Promise<T> {
    return work(this.#drafter);
  }

  /** Attaches the 納付書 of an envelope, as staff do. */
  async attachSlip(envelope: Pick<SentEnvelope, 'id'>, name: string): Promise<void> {
    await this.#drafter.attachSlip(envelope.id, name, await samplePdf(name, 1));
  }

  /** The link's holder over HTTP: what the server knows, apart from any screen. */
  holder(token: string): Contractor {
    return new Contractor(this.facts.url, token);
  }

  /** The municipality consents once the contractor's seal exists; answers when the envelope is concluded. */
  async signForMunicipality(envelope: SentEnvelope): Promise<void> {
    await this.consentForMunicipality(envelope);
    await until('the conclusion', WAIT_MS, async () =>
      (await this.holder(envelope.token).view()).status === 'concluded' ? true : undefined,
    );
  }

  /** The municipality consents once the contractor's seal exists; what follows is left to the service. */
  async consentForMunicipality(envelope: SentEnvelope): Promise<void> {
    const client = this.#signer.client;
    const partyId = await until('the municipality’s turn', WAIT_MS, async () => {
      const { data } = await client.from('party').select('id, kind, status').eq('envelope_id', envelope.id);
      const parties = data as readonly { id: string; kind: string; status: string }[];
      const sealed = parties.every(({ kind, status }) => kind !== 'contractor' || status === 'sealed');
      return sealed ? parties.find(({ kind }) => kind === 'municipality')?.id : undefined;
    });
    const documents: { documentId: string; sha256Hex: string }[] = [];
    for (const documentId of envelope.documentIds)
      documents.push({ documentId, sha256Hex: (await this.#signer.content(documentId)).sha256Hex });
    const consent = (): Promise<unknown> =>
      this.#signer.act('POST', `/parties/${partyId}/consent`, { documents, operator: { authority: 'test' } });
    await consent().catch(async (refused: unknown) => {
      // The second factor holds for some minutes, the tests take longer.
      if (!(refused instanceof Refused) || refused.code !== 'SECOND_FACTOR_STALE') throw refused;
      await this.#signer.secondFactor();
      return consent();
    });
  }

  /** Makes the time-stamps and the revocation answers fail from now on; `{}` ends it. */
  async faults(faults: Faults): Promise<void> {
    const answer = await fetch(this.facts.faultsUrl, { method: 'POST', body: JSON.stringify(faults) });
    if (!answer.ok) throw new Error(`faults: ${String(answer.status)}`);
  }

  /** Lets jobs that wait for their next attempt run now. */
  async hurry(): Promise<void> {
    await this.#owner(
      (sql) => sql`update private.job set run_at = now() where status = 'queued' and kind <> 'housekeeping'`,
    );
  }

  /** A new member of 滝沢市's staff who has a password and no second factor yet. */
  async newcomer(): Promise<{ email: string; password: string }> {
    this.#count += 1;
    const email = `newcomer-${String(this.#count)}-${Date.now().toString(36)}@takizawa.example`;
    const password = `first-day-${email}`;
    const answer = await fetch(`${this.facts.url}/auth/v1/admin/users`, {
      method: 'POST',
      headers: { apikey: this.facts.secretKey, 'content-type': 'application/json' },
      body: JSON.stringify({ email, password, email_confirm: true }),
    });
    const { id } = (await answer.json()) as { id: string };
    await this.#owner(
      (sql) => sql`
        insert into public.membership (user_id, municipality_id, department_id, role, display_name)
        select ${id}, m.municipality_id, m.department_id, 'viewer', '試験用 新任者'
          from public.membership m join auth.users u on u.id = m.user_id
         where u.email = 'viewer@takizawa.example'`,
    );
    return { email, password };
  }

  async #owner(work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
    const sql = postgres(this.facts.adminUrl, { max: 1, onnotice: () => undefined });
    try {
      await work(sql);
    } finally {
      await sql.end({ timeout: 2 });
    }
  }

  /** Gives the envelope's contractor an access code, and answers it as the drafter would on the telephone. */
  async accessCode(envelope: Pick<SentEnvelope, 'id'>): Promise<string> {
    const { data } = await this.#drafter.client
      .from('party')
      .select('id')
      .eq('envelope_id', envelope.id)
      .eq('kind', 'contractor')
      .single<{ id: string }>();
    const path = `/parties/${data?.id ?? ''}/access-code`;
    return (await this.#drafter.act<{ code: string }>('POST', path, {})).code;
  }

  /** The case of an envelope. */
  async caseOf(envelope: Pick<SentEnvelope, 'id'>): Promise<string> {
    const { data } = await this.#drafter.client
      .from('envelope')
      .select('case_id')
      .eq('id', envelope.id)
      .single<{ case_id: string }>();
    return data?.case_id ?? '';
  }

  /** Lets the rules that an envelope's case keeps demand a factor; other cases keep theirs. */
  async demand(envelope: Pick<SentEnvelope, 'id'>, factor: SignerFactor): Promise<void> {
    await this.#ruled(envelope, '{signerFactor}', factor);
  }

  /** Lets the rules that an envelope's case keeps allow these kinds of guarantee; other cases keep theirs. */
  async allow(envelope: Pick<SentEnvelope, 'id'>, kinds: readonly GuaranteeKind[]): Promise<void> {
    await this.#ruled(envelope, '{guarantee,kinds}', kinds);
  }

  /** Gives an envelope's case a version of its rules of its own, with one place of the document changed. */
  async #ruled(envelope: Pick<SentEnvelope, 'id'>, place: string, value: unknown): Promise<void> {
    await this.#owner((sql) =>
      sql.begin(async (change) => {
        const [rules] = await change<{ id: string }[]>`
          insert into public.municipality_rules (municipality_id, version, effective_on, document)
          select r.municipality_id, (select max(version) + 1 from public.municipality_rules), '2099-01-01',
                 jsonb_set(r.document, ${place}::text::text[], ${JSON.stringify(value)}::text::jsonb)
            from public.envelope e join public.contract_case c on c.id = e.case_id
            join public.municipality_rules r on r.id = c.rules_id where e.id = ${envelope.id}
          returning id`;
        await change`
          update public.contract_case c set rules_id = ${rules?.id ?? ''} from public.envelope e
           where e.id = ${envelope.id} and c.id = e.case_id`;
      }),
    );
  }

  /** Makes an envelope's case that of a 仮契約, or of a 変更契約 of another envelope, as if it had been registered so. */
  async contractKind(
    envelope: Pick<SentEnvelope, 'id'>,
    kind: 'provisional' | 'change',
    original: Pick<SentEnvelope, 'id'> | null = null,
  ): Promise<void> {
    await this.#owner(
      (sql) => sql`
        update public.contract_case c set contract_kind = ${kind}, original_envelope_id = ${original?.id ?? null}
          from public.envelope e where e.id = ${envelope.id} and c.id = e.case_id`,
    );
  }

  async withdraw(envelope: SentEnvelope, reason: string): Promise<void> {
    await this.#drafter.act('POST', `/${envelope.id}/withdraw`, { reason });
  }

  /** Sends a new link and answers its token; the old one is dead from then on. */
  async resend(envelope: SentEnvelope): Promise<string> {
    const { data } = await this.#drafter.client
      .from('party')
      .select('id')
      .eq('envelope_id', envelope.id)
      .eq('kind', 'contractor')
      .single<{ id: string }>();
    await this.#drafter.act('POST', `/parties/${data?.id ?? ''}/resend`, {});
    return linkTokenOf(await this.mail(envelope.email, (mail) => linkTokenOf(mail) !== envelope.token));
  }

  /** Lets the accepted application of an envelope's case name another address. */
  async authorise(envelope: SentEnvelope, email: string): Promise<void> {
    await this.#owner(
      (sql) => sql`
        update public.application a set email = ${email} from public.envelope e
         where e.id = ${envelope.id} and a.case_id = e.case_id and a.status = 'accepted'`,
    );
  }
}

/** `test` with a stage; the staff sign in once for the whole run. */
export const test = base.extend<object, { stage: Stage }>({
  stage: [
    async ({ browserName: _any }, use) => {
      await use(await Stage.open());
    },
    { scope: 'worker' },
  ],
});
export { expect };
export { expectAccessible, expectFits } from './screen.ts';
