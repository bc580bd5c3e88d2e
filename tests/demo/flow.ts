import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { addDays } from '../../src/lib/domain/calendar-date.ts';
import type { EnvelopeFields } from '../../src/lib/domain/envelope-fields.ts';
import { japanDate } from '../../src/lib/domain/japan-time.ts';
import { type MailKind, type MailValues } from '../../src/lib/messages/mail-text.ts';
import { MAIL_JA } from '../../src/lib/messages/mail.ts';
import { acceptedCase } from './case.ts';
import { Contractor } from './contractor.ts';
import { until } from './http.ts';
import { awaitMail, linkTokenOf } from './inbox.ts';
import { Staff } from './staff.ts';
import type { StackAccount } from '../../supabase/embedded/stack.ts';

/** Where the demo goes, and who acts. */
export interface DemoStage {
  readonly url: string;
  readonly inboxUrl: string;
  readonly publishableKey: string;
  readonly drafter: StackAccount;
  readonly signer: StackAccount;
  readonly say: (line: string) => void;
}

/** One concluded contract with its certificate, as the contractor downloaded them. */
export interface Concluded {
  readonly name: string;
  readonly contract: Uint8Array;
  readonly certificate: Uint8Array;
}

/** One concluded envelope, as the contractor downloaded it. */
export interface ConcludedEnvelope {
  readonly documents: readonly Concluded[];
  /** The list of its documents; null where it has one alone. */
  readonly sheet: Uint8Array | null;
}

const SEALING_MS = 180_000;

/** Who acts for the municipality, signed in. */
export interface DemoStaff {
  readonly drafter: Staff;
  readonly signer: Staff;
}

/** Signs drafter and signer in; each needs a one-time code that was not used before. */
export async function signInStaff({
  url,
  publishableKey,
  drafter,
  signer,
  say,
}: DemoStage): Promise<DemoStaff> {
  const staff = {
    drafter: await Staff.signIn(url, publishableKey, drafter),
    signer: await Staff.signIn(url, publishableKey, signer),
  };
  say('職員がサインインしました（パスワードとワンタイムコード）');
  return staff;
}

/**
 * Concludes one envelope of these PDFs, from the draft to the contractor's download, through the same
 * interfaces that phone and console use.
 *
 * @param files - at most as many as an envelope holds.
 * @param now - decides the dates of the example, and its title, so that each call needs another instant.
 */
export async function concludeByHttp(
  stage: DemoStage,
  staff: DemoStaff,
  files: readonly string[],
  now: Date,
): Promise<ConcludedEnvelope> {
  const { say, url } = stage;
  const { drafter, signer } = staff;
  const { envelopeId, email, title, municipality } = await draft(drafter, stage.drafter.id, now);
  say('案件を登録し、利用申出書と承諾を受理して、封筒の下書きを作りました');
  const uploads: { documentId: string; name: string; file: string }[] = [];
  for (const file of files) {
    const name = path.basename(file);
    const made = await drafter.upload(envelopeId, name, await readFile(file));
    uploads.push({ documentId: made.documentId, name, file });
    say(`文書を追加しました: ${name}（${String(made.pageCount)}ページ${made.repaired ? '、修復済み' : ''}）`);
  }
  const sent = await drafter.act<{ managementLabel: string }>('POST', `/${envelopeId}/send`, {});
  say(`送信しました: ${sent.managementLabel}`);

  const request = await awaitMail(stage.inboxUrl, email, subject('sign_request', municipality, title));
  say(`署名依頼のメールが届きました: ${request.subject}`);
  const contractor = new Contractor(url, linkTokenOf(request));
  await contractor.readAndConsent();
  say('事業者が文書を確認し、署名を完了しました');

  const partyId = await until('the municipality’s turn', SEALING_MS, () => turnOf(signer, envelopeId));
  say('事業者の署名にタイムスタンプが付与されました');
  await signer.consent(
    partyId,
    uploads.map(({ documentId }) => documentId),
  );
  say('自治体が署名しました（5分以内のワンタイムコードを確認）');

  await until('the conclusion', SEALING_MS, async () =>
    (await contractor.view()).status === 'concluded' ? true : undefined,
  );
  say('締結しました: 検証情報と文書タイムスタンプ、電子契約締結証明書がそろいました');
  const completed = await awaitMail(
    stage.inboxUrl,
    email,
    subject('completed_contractor', municipality, title),
  );
  say(`完了のメールが届きました: ${completed.subject}`);
  return await download(new Contractor(url, linkTokenOf(completed)), say);
}

async function draft(
  staff: Staff,
  userId: string,
  now: Date,
): Promise<{ envelopeId: string; email: string; title: string; municipality: string }> {
  const read = async <T>(table: string, columns: string, match: object = {}): Promise<T> => {
    const { data, error } = await staff.client.from(table).select(columns).match(match).limit(1).single<T>();
    if (error !== null) throw new Error(`reading ${table}`, { cause: error });
    return data;
  };
  const membership = await read<{ department_id: string }>('membership', 'department_id', {
    user_id: userId,
    role: 'drafter',
  });
  const municipality = await read<{ name: string }>('municipality', 'name');
  const signer = await read<{ id: string }>('municipality_signer', 'id');
  const stamp = now.getTime().toString(36);
  const today = japanDate(now);
  // Each run has an address and a title of its own, so that its mails are found in any inbox.
  const email = `signer-${stamp}@contractor.example`;
  const title = `試験工事請負契約-${stamp}`;
  const contractor = {
    company: '株式会社試験建設',
    title: '代表取締役',
    principalName: '試験 太郎',
    email,
  };
  const fields: EnvelopeFields = {
    title,
    departmentId: membership.department_id,
    caseId: await acceptedCase(staff, stamp, membership.department_id, contractor),
    counterpartyName: '株式会社試験建設',
    transactionOn: today,
    amountKind: 'fixed',
    amountJpy: 12_345_600,
    contractOn: today,
    deadlineOn: addDays(today, 7),
    signOrder: 'contractor_first',
    contractor,
    municipality: { signerId: signer.id },
  };
  const { envelopeId } = await staff.act<{ envelopeId: string }>('POST', '/drafts', fields);
  return { envelopeId, email, title, municipality: municipality.name };
}

/** The municipality's party, once the contractor's seal exists; undefined until then. */
async function turnOf(staff: Staff, envelopeId: string): Promise<string | undefined> {
  const { data, error } = await staff.client
    .from('party')
    .select('id, kind, status')
    .eq('envelope_id', envelopeId);
  if (error !== null) throw new Error('reading the parties', { cause: error });
  const parties = data as readonly { id: string; kind: string; status: string }[];
  const contractor = parties.find((party) => party.kind === 'contractor');
  const municipality = parties.find((party) => party.kind === 'municipality');
  return contractor?.status === 'sealed' ? municipality?.id : undefined;
}

function subject(kind: MailKind, municipalityName: string, title: string): string {
  const values: MailValues = {
    municipalityName,
    title,
    recipient: '',
    company: '',
    senderName: '',
    senderDepartment: '',
    documents: [],
    deadline: '',
    downloadUntil: '',
    reason: '',
    code: '',
    codeUntil: '',
    votedOn: '',
    billNumber: '',
    corrects: false,
  };
  return MAIL_JA.kinds[kind](values).subject;
}

async function download(contractor: Contractor, say: (line: string) => void): Promise<ConcludedEnvelope> {
  const view = await contractor.view();
  const concluded: Concluded[] = [];
  for (const document of view.documents) {
    const certificate = view.certificates.find((entry) => entry.certifiesDocumentId === document.id);
    if (certificate === undefined) throw new Error(`no certificate of ${document.name}`);
    concluded.push({
      name: document.name,
      contract: (await contractor.octets(`/documents/${document.id}/concluded`)).bytes,
      certificate: (await contractor.octets(`/documents/${certificate.id}/certificate`)).bytes,
    });
  }
  const sheet =
    view.sheet === null ? null : (await contractor.octets(`/documents/${view.sheet.id}/certificate`)).bytes;
  if ((sheet !== null) !== view.documents.length > 1)
    throw new Error('several documents have a list, one has none');
  const archive = await contractor.archive();
  if (archive[0] !== 0x50 || archive[1] !== 0x4b) throw new Error('the archive is no ZIP');
  say(
    `ダウンロードしました: ${String(concluded.length)}件の契約書と証明書${sheet === null ? '' : '、一覧'}、ZIP ${String(archive.length)}バイト`,
  );
  return { documents: concluded, sheet };
}
