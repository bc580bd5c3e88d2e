import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { addDays } from '../../src/lib/domain/calendar-date.ts';
import type { EnvelopeFields } from '../../src/lib/domain/envelope-fields.ts';
import { japanDate } from '../../src/lib/domain/japan-time.ts';
import { startStack, type Stack, type StackAccount } from '../../supabase/embedded/stack.ts';
import { acceptedCase } from '../demo/case.ts';
import { Contractor } from '../demo/contractor.ts';
import { isAboutEnvelope, linkTokenOf, type InboxMail } from '../demo/inbox.ts';
import { Staff } from '../demo/staff.ts';
import { ask, type Answer, type Ask } from './answer.ts';
import { PLAIN_PDF } from './hostile-pdf.ts';

const WAIT_MS = 45_000;
const SIGNER_OF_MORIOKA = '30000000-0000-4000-8000-000000000101';

export const sha256Hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Asks again every fifth of a second until there is an answer; throws after a while. */
export async function until<T>(what: string, ready: () => Promise<T | undefined | false>): Promise<T> {
  const end = performance.now() + WAIT_MS;
  for (;;) {
    const value = await ready();
    if (value !== undefined && value !== false) return value;
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** A sent envelope with its contractor's link. */
export interface Sent {
  readonly envelopeId: string;
  readonly email: string;
  readonly token: string;
  readonly contractor: Contractor;
  readonly documentId: string;
  readonly contractorPartyId: string;
  readonly municipalityPartyId: string;
}

/** One stack for one file of tests, with the staff signed in and a look inside as the superuser. */
export class Scene {
  readonly stack: Stack;
  readonly sql: postgres.Sql;
  readonly drafter: Staff;
  readonly signer: Staff;
  readonly #dataDir: string;
  readonly #departmentId: string;
  #count = 0;
  #cases = 0;

  private constructor(parts: {
    stack: Stack;
    sql: postgres.Sql;
    staff: { drafter: Staff; signer: Staff };
    dataDir: string;
    departmentId: string;
  }) {
    this.stack = parts.stack;
    this.sql = parts.sql;
    this.drafter = parts.staff.drafter;
    this.signer = parts.staff.signer;
    this.#dataDir = parts.dataDir;
    this.#departmentId = parts.departmentId;
  }

  /** @param prepare - may change the data folder before the stack starts in it. */
  static async open(prepare?: (dataDir: string) => Promise<void>): Promise<Scene> {
    const dataDir = path.join(await mkdtemp(path.join(tmpdir(), 'shomei-outages-')), 'data');
    await mkdir(dataDir);
    await prepare?.(dataDir);
    const stack = await startStack({ dataDir, app: false, tickMs: 300 });
    const sql = postgres(stack.adminUrl, { max: 2, onnotice: () => undefined });
    const signIn = (role: StackAccount['role']): Promise<Staff> =>
      Staff.signIn(stack.url, stack.publishableKey, accountOf(stack, 'morioka', role));
    const staff = { drafter: await signIn('drafter'), signer: await signIn('signer') };
    const [membership] = await sql<{ id: string }[]>`
      select department_id as id from public.membership
       where user_id = ${accountOf(stack, 'morioka', 'drafter').id} and role = 'drafter' limit 1`;
    return new Scene({ stack, sql, staff, dataDir, departmentId: membership?.id ?? '' });
  }

  async close(): Promise<void> {
    await this.sql.end({ timeout: 2 });
    await this.stack.stop();
    await rm(path.dirname(this.#dataDir), { recursive: true, force: true });
  }

  /** One raw request of the holder of a link. */
  link(token: string, method: string, path: string, json?: unknown): Promise<Answer> {
    return ask(this.stack.url, method, `/signing${path}`, {
      headers: { 'x-link-token': token },
      ...(json === undefined ? {} : { json }),
    });
  }

  /** One raw request of a member of staff. */
  async as(staff: Staff, method: string, path: string, request: Ask = {}): Promise<Answer> {
    const headers = { authorization: `Bearer ${await accessToken(staff)}`, ...request.headers };
    return ask(this.stack.url, method, `/envelope${path}`, { ...request, headers });
  }

  /** A complete form, with an address and a title of its own. */
  fields(): EnvelopeFields {
    this.#count += 1;
    const today = japanDate(new Date());
    const n = String(this.#count);
    return {
      title: `試験工事請負契約-${n}`,
      departmentId: this.#departmentId,
      caseId: null,
      counterpartyName: '株式会社試験建設',
      transactionOn: today,
      amountKind: 'unit_price',
      amountJpy: null,
      contractOn: today,
      deadlineOn: addDays(today, 7),
      signOrder: 'contractor_first',
      contractor: {
        company: '株式会社試験建設',
        title: '代表取締役',
        principalName: '試験 太郎',
        email: `signer-${n}@contractor.example`,
      },
      municipality: { signerId: SIGNER_OF_MORIOKA },
    };
  }

  /** A draft of a case whose application, from this contractor, was accepted. */
  async draft(fields: EnvelopeFields = this.fields()): Promise<string> {
    this.#cases += 1;
    const mark = `${String(this.#cases)}`;
    const caseId =
      fields.caseId ?? (await acceptedCase(this.drafter, mark, this.#departmentId, fields.contractor));
    const { envelopeId } = await this.drafter.act<{ envelopeId: string }>('POST', '/drafts', {
      ...fields,
      caseId,
    });
    return envelopeId;
  }

  /** Sends an envelope of one plain document, and waits for the mail with the link. */
  async send(fields: EnvelopeFields = this.fields()): Promise<Sent> {
    const envelopeId = await this.draft(fields);
    const { documentId } = await this.drafter.upload(envelopeId, 'contract.pdf', PLAIN_PDF);
    await this.drafter.act('POST', `/${envelopeId}/send`, {});
    const email = fields.contractor.email ?? '';
    const token = linkTokenOf(await this.mailTo(email));
    // The mail is there a moment before the service has noted so; until then rows still change.
    await until('the delivery to be noted', async () => {
      const [mail] = await this.sql`
        select status from private.mail_outbox where envelope_id = ${envelopeId} and kind = 'sign_request'`;
      return mail?.['status'] === 'sent';
    });
    const parties = await this.sql<{ id: string; kind: string }[]>`
      select id, kind from public.party where envelope_id = ${envelopeId}`;
    const party = (kind: string): string => parties.find((p) => p.kind === kind)?.id ?? '';
    return {
      envelopeId,
      email,
      token,
      contractor: new Contractor(this.stack.url, token),
      documentId,
      contractorPartyId: party('contractor'),
      municipalityPartyId: party('municipality'),
    };
  }

  /** Opens the link and everything behind it; answers what a consent would name. */
  async read(sent: Sent): Promise<{ documentId: string; sha256Hex: string }[]> {
    const { token, contractor, documentId } = sent;
    await this.link(token, 'POST', '/open', {});
    const { sha256Hex } = await contractor.octets(`/documents/${documentId}/content`);
    await this.link(token, 'PUT', '/progress', {
      openedDocumentIds: [documentId],
      noteRead: true,
      principalConfirmed: true,
      operatorKind: 'principal',
      operatorName: null,
    });
    return [{ documentId, sha256Hex }];
  }

  /** The municipality's consent to what it sees now. */
  async municipalitySigns(sent: Sent): Promise<Answer> {
    const { sha256Hex } = await this.signer.content(sent.documentId);
    return this.as(this.signer, 'POST', `/parties/${sent.municipalityPartyId}/consent`, {
      json: {
        documents: [{ documentId: sent.documentId, sha256Hex }],
        operator: { authority: '事務専決規程（試験用）' },
      },
    });
  }

  /** Every mail about an envelope to this address, oldest first. */
  async mailsTo(email: string): Promise<readonly InboxMail[]> {
    const mails = (await (await fetch(`${this.stack.inboxUrl}/api/email`)).json()) as readonly InboxMail[];
    return mails.filter((mail) => isAboutEnvelope(mail) && mail.to.some((to) => to.address === email));
  }

  /** The newest mail to this address, once there are at least so many. */
  async mailTo(email: string, atLeast = 1): Promise<InboxMail> {
    const id = await until(`mail ${String(atLeast)} to ${email}`, async () => {
      const mails = await this.mailsTo(email);
      return mails.length >= atLeast ? mails.at(-1)?.id : undefined;
    });
    return (await (await fetch(`${this.stack.inboxUrl}/api/email/${id}`)).json()) as InboxMail;
  }

  /** Makes every waiting job due now, so that no test waits for a back-off to run out. */
  async hurry(): Promise<void> {
    await this.sql`update private.job set run_at = now() where status = 'queued' and kind <> 'housekeeping'`;
  }

  /** Waits until an envelope is in a state, and hurries its jobs on the way. */
  async reaches(envelopeId: string, status: string): Promise<void> {
    await until(`${envelopeId} ${status}`, async () => {
      await this.hurry();
      const [row] = await this.sql`select status from public.envelope where id = ${envelopeId}`;
      return row?.['status'] === status;
    });
  }
}

/** A demo account of a stack. */
export function accountOf(
  stack: Stack,
  municipality: StackAccount['municipality'],
  role: StackAccount['role'],
): StackAccount {
  const account = stack.accounts.find((a) => a.municipality === municipality && a.role === role);
  if (account === undefined) throw new Error(`no demo account ${role} of ${municipality}`);
  return account;
}

/** The access token of this moment. */
export async function accessToken(staff: Pick<Staff, 'client'>): Promise<string> {
  const { data } = await staff.client.auth.getSession();
  return data.session?.access_token ?? '';
}
