import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Page } from '@playwright/test';
import postgres from 'postgres';
import { addDays } from '../../src/lib/domain/calendar-date.ts';
import type { EnvelopeFields } from '../../src/lib/domain/envelope-fields.ts';
import { japanDate } from '../../src/lib/domain/japan-time.ts';
import { totpCode, totpStep } from '../../supabase/embedded/auth/totp.ts';
import type { StackAccount } from '../../supabase/embedded/stack.ts';
import { Contractor } from '../demo/contractor.ts';
import { until } from '../demo/http.ts';
import { linkTokenOf, type InboxMail } from '../demo/inbox.ts';
import { Staff } from '../demo/staff.ts';
import { samplePdf } from './sample-pdf.ts';

type PlainAccount = Omit<StackAccount, 'code' | 'freshCode'>;

/** What the tests know of the running stack. */
export interface StageFacts {
  readonly url: string;
  readonly inboxUrl: string;
  readonly publishableKey: string;
  readonly adminUrl: string;
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
  async send(
    documents: readonly { name: string; pages: number; bytes?: Uint8Array<ArrayBuffer> }[],
    title?: string,
  ): Promise<SentEnvelope> {
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
    const fields: EnvelopeFields = {
      title: named,
      departmentId: department?.department_id ?? '',
      counterpartyName: '株式会社試験建設',
      transactionOn: today,
      amountKind: 'fixed',
      amountJpy: 12_345_600,
      contractOn: today,
      deadlineOn: addDays(today, 7),
      signOrder: 'contractor_first',
      contractor: { company: '株式会社試験建設', title: '代表取締役', principalName: '試験 太郎', email },
      municipality: { signerId: signer?.id ?? '' },
    };
    const { envelopeId: id } = await this.#drafter.act<{ envelopeId: string }>('POST', '/drafts', fields);
    const documentIds: string[] = [];
    for (const { name, pages, bytes } of documents) {
      const made = await this.#drafter.upload(id, name, bytes ?? (await samplePdf(name, pages)));
      documentIds.push(made.documentId);
    }
    await this.#drafter.act('POST', `/${id}/send`, {});
    return { id, title: named, email, token: linkTokenOf(await this.mail(email)), documentIds };
  }

  /** The first mail to an address, read whole, that is the one asked for. */
  mail(email: string, wanted: (mail: InboxMail) => boolean = () => true): Promise<InboxMail> {
    const { inboxUrl } = this.facts;
    return until(`a mail to ${email}`, WAIT_MS, async () => {
      const all = (await (await fetch(`${inboxUrl}/api/email`)).json()) as readonly InboxMail[];
      for (const { id } of all.filter(({ to }) => to.some(({ address }) => address === email))) {
        const mail = (await (await fetch(`${inboxUrl}/api/email/${id}`)).json()) as InboxMail;
        if (wanted(mail)) return mail;
      }
      return undefined;
    });
  }

  /** The link's holder over HTTP: what the server knows, apart from any screen. */
  holder(token: string): Contractor {
    return new Contractor(this.facts.url, token);
  }

  /** The municipality consents once the contractor's seal exists; answers when the envelope is concluded. */
  async signForMunicipality(envelope: SentEnvelope): Promise<void> {
    const client = this.#signer.client;
    const partyId = await until('the municipality’s turn', WAIT_MS, async () => {
      const { data } = await client.from('party').select('id, kind, status').eq('envelope_id', envelope.id);
      const parties = data as readonly { id: string; kind: string; status: string }[];
      const sealed = parties.some(({ kind, status }) => kind === 'contractor' && status === 'sealed');
      return sealed ? parties.find(({ kind }) => kind === 'municipality')?.id : undefined;
    });
    const documents: { documentId: string; sha256Hex: string }[] = [];
    for (const documentId of envelope.documentIds)
      documents.push({ documentId, sha256Hex: (await this.#signer.content(documentId)).sha256Hex });
    await this.#signer.act('POST', `/parties/${partyId}/consent`, {
      documents,
      operator: { authority: 'test' },
    });
    await until('the conclusion', WAIT_MS, async () =>
      (await this.holder(envelope.token).view()).status === 'concluded' ? true : undefined,
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

  /** Moves an envelope's dates into the past, as the passing of days would. */
  async age(envelope: SentEnvelope, what: 'deadline' | 'download'): Promise<void> {
    const sql = postgres(this.facts.adminUrl, { max: 1, onnotice: () => undefined });
    try {
      await sql.begin(async (change) => {
        // What has been sent cannot be changed, not even by the owner: the guards are lifted for this one statement.
        await change`set local session_replication_role = replica`;
        if (what === 'download')
          await change`update public.envelope set download_until_at = now() - interval '1 day' where id = ${envelope.id}`;
        else
          await change`update public.envelope set deadline_on = current_date - 2 where id = ${envelope.id}`;
      });
    } finally {
      await sql.end({ timeout: 2 });
    }
  }
}

/**
 * A code works once, also over workers (a failed test ends its worker): the last step given out is noted in a file, and
 * a sign-in waits for a step of its own.
 */
async function withCodes(account: PlainAccount, notesDir: string): Promise<StackAccount> {
  const note = path.join(notesDir, `${account.id}.step`);
  let given = existsSync(note) ? Number(readFileSync(note, 'utf8')) : 0;
  await until('a fresh code', 60_000, async () => (totpStep(new Date()) > given - 1 ? true : undefined));
  return {
    ...account,
    code: () => totpCode(account.totpSecret, totpStep(new Date())),
    freshCode: () => {
      given = Math.max(given + 1, totpStep(new Date()));
      writeFileSync(note, String(given));
      return totpCode(account.totpSecret, given);
    },
  };
}

/** Fails where the page, as it stands, breaks an accessibility rule that a machine can judge. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
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
