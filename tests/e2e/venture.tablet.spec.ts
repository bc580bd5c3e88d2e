import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { addDays } from '../../src/lib/domain/calendar-date.ts';
import { japanDate } from '../../src/lib/domain/japan-time.ts';
import { CASE_FIELD_JA, CASES_JA } from '../../src/lib/messages/cases.ts';
import { ENVELOPE_STATUS_JA, FIELD_JA } from '../../src/lib/messages/console.ts';
import { CONSOLE_JA } from '../../src/lib/messages/console-screens.ts';
import { REFUSAL_JA } from '../../src/lib/messages/refusal.ts';
import { STAFF_JA } from '../../src/lib/messages/staff.ts';
import { SIGN_JA } from '../../src/lib/messages/sign.ts';
import { VENTURE_JA as V, VENTURE_ROLE_JA } from '../../src/lib/messages/venture.ts';
import { enteredApplication } from '../demo/case.ts';
import { Refused } from '../demo/http.ts';
import { linkTokenOf } from '../demo/inbox.ts';
import { verifyPair } from '../demo/verify.ts';
import { PHONE, test } from './desk.ts';
import { picture } from './picture.ts';
import { samplePdf } from './sample-pdf.ts';
import { closeGuide, finishChecklist } from './signing-steps.ts';
import { expect, expectAccessible, expectFits, type SentEnvelope } from './stage.ts';

const { landing, reading, finish, status, venture: S, download } = SIGN_JA;
const F = CONSOLE_JA.form;
const F2 = STAFF_JA.follow;

test('M14: staff make a case of a 共同企業体, its members apply and sign in turn, and the contract verifies', async ({
  page,
  stage,
  browser,
}) => {
  test.setTimeout(240_000);
  const { url } = stage.facts;
  const mark = Date.now().toString(36);
  const today = japanDate(new Date());
  const name = `試験・盛岡共同企業体${mark}`;
  const member = (n: number) => ({
    company: `株式会社構成${String(n)}`,
    title: '代表取締役',
    principalName: `試験 構成${String(n)}`,
    email: `member${String(n)}-${mark}@contractor.example`,
  });

  await test.step('the case names its members in the order of signing', async () => {
    await page.goto(`${url}/console/cases/new`);
    await page.getByLabel(CASE_FIELD_JA.caseNumber).fill(`JV-${mark}`);
    await page.locator('#case-name').fill(`共同企業体の工事${mark}`);
    await expect(page.getByLabel(V.on)).toHaveCount(0);
    await page.getByLabel(CASE_FIELD_JA.noticeOn).fill(today);
    await page.getByLabel(V.on).check();
    await page.getByRole('button', { name: CASES_JA.form.save }).click();
    await expect(page.getByLabel(V.name)).toBeFocused();
    await expect(page.getByLabel(V.name)).toHaveAttribute('aria-invalid', 'true');
    await page.getByLabel(V.name).fill(name);
    await page.getByLabel(V.company(1)).fill(member(1).company);
    await page.getByLabel(V.company(2)).fill(member(1).company);
    await expect(page.getByText(V.twice).first()).toBeVisible();
    await page.getByLabel(V.company(2)).fill(member(2).company);
    await page.getByRole('button', { name: V.add }).click();
    // A further member comes before the 代表構成員, who signs last.
    await expect(page.getByLabel(V.company(3))).toHaveValue(member(2).company);
    await page.getByRole('button', { name: V.remove(V.unnamed(2)) }).click();
    await expect(page.getByRole('radio', { name: member(2).company })).toBeChecked();
    await picture(page, 'venture-form');
    await expectAccessible(page);
    await expectFits(page);
    await page.getByRole('button', { name: CASES_JA.form.save }).click();
    await expect(page.getByText(V.applied(0, 2))).toBeVisible();
  });
  const caseId = /cases\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';

  const enter = (applicant: ReturnType<typeof member>): Promise<string> =>
    stage.asDrafter((drafter) => enteredApplication(drafter, caseId, applicant));

  await test.step('each member applies; an application is accepted as that of a member', async () => {
    await enter(member(1));
    await expect(enter({ ...member(2), email: member(1).email })).rejects.toMatchObject({
      code: 'MEMBER_ADDRESS_TAKEN',
    } satisfies Partial<Refused>);
    await enter(member(2));
    await page.reload();
    for (const n of [1, 2]) {
      const card = page.getByRole('article').filter({ hasText: member(n).company });
      await card.getByRole('button', { name: CASES_JA.application.accept }).click();
      const dialog = page.getByRole('dialog');
      await expect(dialog.getByRole('combobox', { name: V.chooseMember })).toHaveValue(/^[0-9a-f-]{36}$/);
      await expectAccessible(page);
      await dialog.getByRole('button', { name: CASES_JA.application.accept }).click();
      await expect(page.getByText(V.applied(n, 2))).toBeVisible();
      if (n === 1) {
        await expect(page.getByText(V.needAll)).toBeVisible();
        await picture(page, 'venture-case');
      }
    }
    await expectAccessible(page);
    await expectFits(page);
    await page.goto(`${url}/console/cases`);
    await expect(page.getByRole('row').filter({ hasText: mark })).toContainText(V.applied(2, 2));
  });

  await test.step('the case cannot lose a member any more', async () => {
    await page.goto(`${url}/console/cases/${caseId}/edit`);
    await page.getByLabel(V.company(1)).fill('株式会社ほか');
    await page.getByRole('button', { name: CASES_JA.form.saveEdit }).click();
    await expect(page.getByText(REFUSAL_JA.VENTURE_IN_USE.happened)).toBeVisible();
  });

  let envelope: SentEnvelope | null = null;
  await test.step('the envelope goes to its members, as their applications say', async () => {
    await page.goto(`${url}/console/new?case=${caseId}`);
    await expect(page.getByText(member(2).email)).toBeVisible();
    await expect(page.getByLabel(FIELD_JA.counterpartyName)).toHaveValue(name);
    await expect(page.getByLabel(FIELD_JA['contractor.email'])).toHaveCount(0);
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({
        name: 'contract.pdf',
        mimeType: 'application/pdf',
        buffer: Buffer.from(await samplePdf('contract', 1)),
      });
    await expect(page.getByRole('listitem').filter({ hasText: 'contract.pdf' })).toBeVisible();
    await page.getByLabel(FIELD_JA.contractOn).fill(today);
    await page.getByLabel(FIELD_JA.contractOn).blur();
    await page.getByLabel(F.fixed).check();
    await page.locator('#field-amountJpy').fill('12345600');
    await page.getByLabel(FIELD_JA.deadlineOn).fill(addDays(today, 7));
    const signer = page.locator('#field-municipality-signerId');
    if ((await signer.inputValue()) === '') await signer.selectOption({ index: 1 });
    await expect(page.getByRole('status').filter({ hasText: F.saved })).toBeVisible();
    await expect(page.getByRole('combobox', { name: CASES_JA.choice.label })).toBeDisabled();
    await picture(page, 'venture-draft');
    await expectAccessible(page);
    await expectFits(page);
    await page.getByRole('button', { name: F.send, exact: true }).click();
    await expect(page.getByRole('dialog')).toContainText(member(1).email);
    await expect(page.getByRole('dialog')).toContainText(member(2).email);
    await picture(page, 'venture-confirm');
    await page.getByRole('button', { name: F.sendNow }).click();
    await expect(page.getByText(ENVELOPE_STATUS_JA.sent).first()).toBeVisible();
  });
  const id = /envelopes\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';

  const right = `right-${member(2).email}`;
  await test.step('M82: a member’s wrong address is corrected before its turn, and nothing is sent', async () => {
    await stage.asDrafter(async (drafter) => {
      const { data } = await drafter.client
        .from('application')
        .select('id, member_id')
        .eq('case_id', caseId)
        .eq('email', member(2).email);
      const before = ((data ?? []) as readonly { id: string; member_id: string }[])[0];
      const after = await enteredApplication(drafter, caseId, { ...member(2), email: right });
      await drafter.call('POST', `/application/applications/${after}/review`, {
        decision: 'accept',
        memberId: before?.member_id,
        supersedesId: before?.id,
      });
    });
    await page.reload();
    await expect(page.getByText(F2.outdated)).toBeVisible();
    await picture(page, 'venture-outdated');
    // Beside what is wrong, and below the member.
    await expect(page.getByRole('button', { name: F2.correctLater })).toHaveCount(2);
    await page.getByRole('button', { name: F2.correctLater }).first().click();
    const dialog = page.getByRole('dialog', { name: F2.correctLater });
    await expect(dialog.getByLabel(F2.newEmail)).toHaveValue(right);
    await picture(page, 'venture-correct');
    await expectAccessible(page);
    await dialog.getByLabel(F2.newEmail).fill(`typed-${right}`);
    await dialog.getByRole('button', { name: F2.correctLater }).click();
    await expect(dialog.getByText(F2.emailNotAccepted)).toBeVisible();
    await expectAccessible(page);
    await dialog.getByLabel(F2.newEmail).fill(right);
    await dialog.getByRole('button', { name: F2.correctLater }).click();
    await expect(page.getByText(F2.correctedLater)).toBeVisible();
    await expect(page.getByText(F2.outdated)).toHaveCount(0);
    await expect(page.getByText(F2.correctionOf(member(2).company, member(2).email, right))).toBeVisible();
    await picture(page, 'venture-corrected');
    await expectAccessible(page);
    await expectFits(page);
  });

  const first = linkTokenOf(await stage.mail(member(1).email));
  const phone = await (await browser.newContext(PHONE)).newPage();
  await test.step('the first member sees who signs with it, signs, and waits for the others', async () => {
    await phone.goto(`${url}/s#${first}`);
    await expect(phone.getByRole('heading', { name: S.title })).toBeVisible();
    await expect(phone.getByText(member(2).company)).toBeVisible();
    await picture(phone, 'venture-landing');
    await expectAccessible(phone);
    await expectFits(phone);
    await phone.getByRole('button', { name: landing.begin }).click();
    await closeGuide(phone);
    await finishChecklist(phone, 1);
    await phone.getByRole('button', { name: reading.finish, exact: true }).click();
    await phone.getByRole('button', { name: finish.confirm }).click();
    await expect(phone.getByText(status.done)).toBeVisible();
    await expect(phone.getByText(S.waitingMembers)).toBeVisible({ timeout: 60_000 });
    await picture(phone, 'venture-status');
    await expectAccessible(phone);
  });

  const second = linkTokenOf(
    await stage.mail(right, ({ subject }) => subject.endsWith('署名依頼が届いています')),
  );
  await test.step('then the next one gets a link of its own', async () => {
    expect(second).not.toBe(first);
    await page.reload();
    await expect(page.getByText(`（${VENTURE_ROLE_JA.representative}）`).first()).toBeVisible();
    await picture(page, 'venture-envelope');
    await expectAccessible(page);
    await stage.holder(second).readAndConsent();
  });

  await test.step('concluded, every member keeps the files, and they verify', async () => {
    envelope = {
      id,
      title: name,
      email: right,
      token: second,
      documentIds: (await stage.holder(second).view()).documents.map((document) => document.id),
    };
    await stage.signForMunicipality(envelope);
    await expect(phone.getByRole('heading', { name: download.title })).toBeVisible({ timeout: 60_000 });
    const holder = stage.holder(first);
    const { documents, certificates } = await holder.view();
    const folder = await mkdtemp(path.join(tmpdir(), 'shomei-venture-'));
    try {
      const contract = path.join(folder, 'contract.pdf');
      const certificate = path.join(folder, 'certificate.pdf');
      await writeFile(
        contract,
        (await holder.octets(`/documents/${documents[0]?.id ?? ''}/concluded`)).bytes,
      );
      await writeFile(
        certificate,
        (await holder.octets(`/documents/${certificates[0]?.id ?? ''}/certificate`)).bytes,
      );
      const anchors = path.join(folder, 'trust-list.json');
      await writeFile(anchors, await (await fetch(`${url}/trust-list.json`)).text());
      expect(await verifyPair(contract, certificate, anchors)).toMatchObject({ sound: true });
      await phone.goto(`${url}/verify`);
      await phone.locator('input[type=file]').first().setInputFiles([contract, certificate]);
      await expect(phone.getByText(new RegExp(`${member(2).company}（代表構成員）`)).first()).toBeAttached();
      await picture(phone, 'venture-verify');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    await phone.context().close();
  });
});
