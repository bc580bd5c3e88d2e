import { addDays } from '../../src/lib/domain/calendar-date.ts';
import { japanDate } from '../../src/lib/domain/japan-time.ts';
import { SIGN_EASY } from '../../src/lib/messages/sign-easy.ts';
import { SIGN_EN } from '../../src/lib/messages/sign-en.ts';
import { SIGN_JA } from '../../src/lib/messages/sign.ts';
import { ventureCase } from '../demo/case.ts';
import { linkTokenOf } from '../demo/inbox.ts';
import { picture } from './picture.ts';
import { samplePdf } from './sample-pdf.ts';
import { expect, expectAccessible, expectFits, test } from './stage.ts';

const { closed, declining, landing, reading } = SIGN_JA;

test('M14: a member that has signed learns that another declined, in each language, and not why', async ({
  page,
  stage,
}) => {
  const { url } = stage.facts;
  const mark = Date.now().toString(36);
  const today = japanDate(new Date());
  const members = [1, 2].map((n) => ({
    company: `株式会社試験${String(n)}`,
    title: null,
    principalName: `試験 ${String(n)}`,
    email: `venture${String(n)}-${mark}@contractor.example`,
  }));
  const [first, second] = members;
  if (first === undefined || second === undefined) throw new Error('two members');
  await stage.asDrafter(async (drafter) => {
    const caseId = await ventureCase(drafter, `jv-${mark}`, null, `試験共同企業体${mark}`, members);
    const { data: signer } = await drafter.client
      .from('municipality_signer')
      .select('id')
      .limit(1)
      .single<{ id: string }>();
    const { envelopeId } = await drafter.act<{ envelopeId: string }>('POST', '/drafts', {
      title: `JV ${mark}`,
      departmentId: null,
      caseId,
      counterpartyName: null,
      transactionOn: today,
      amountKind: 'unit_price',
      amountJpy: null,
      contractOn: today,
      deadlineOn: addDays(today, 7),
      signOrder: 'contractor_first',
      contractor: { company: null, title: null, principalName: null, email: null },
      municipality: { signerId: signer?.id ?? null },
    });
    await drafter.upload(envelopeId, 'contract.pdf', await samplePdf('contract', 1));
    await drafter.act('POST', `/${envelopeId}/send`, {});
  });

  const own = linkTokenOf(await stage.mail(first.email));
  await test.step('the members stand on the landing screen in each language', async () => {
    await page.goto(`${url}/s#${own}`);
    for (const [language, words] of [
      ['ja', SIGN_JA],
      ['easy', SIGN_EASY],
      ['en', SIGN_EN],
    ] as const) {
      await page.getByRole('combobox').selectOption(language);
      await expect(page.getByRole('heading', { name: words.venture.title })).toBeVisible();
      await expect(page.getByText(words.venture.roles.representative)).toBeVisible();
      await picture(page, `venture-landing-${language}`);
      await expectAccessible(page);
      await expectFits(page);
    }
    await page.getByRole('combobox').selectOption('ja');
  });

  await stage.holder(own).readAndConsent();
  const other = linkTokenOf(await stage.mail(second.email));
  await page.goto('about:blank');
  await page.goto(`${url}/s#${other}`);
  await page.getByRole('button', { name: landing.begin }).click();
  await page.getByRole('dialog').getByRole('button', { name: SIGN_JA.guide.close }).last().click();
  await page.getByRole('button', { name: reading.menu }).click();
  await page.getByRole('menuitem', { name: reading.decline }).click();
  await page.getByLabel(declining.reason).fill('社内の都合');
  await page.getByRole('button', { name: declining.confirm }).click();
  await expect(page.getByRole('heading', { name: closed.declined.title })).toBeVisible();

  await test.step('who has signed is told by mail, and the link says so', async () => {
    const mail = await stage.mail(first.email, ({ subject }) => subject.startsWith('署名依頼が終了しました'));
    expect(mail.text).not.toContain('社内の都合');
    await page.goto('about:blank');
    await page.goto(`${url}/s#${own}`);
    await expect(page.getByRole('heading', { name: closed.memberDeclined.title })).toBeVisible();
    await expect(page.getByText('社内の都合')).toHaveCount(0);
    await picture(page, 'venture-declined');
    await expectAccessible(page);
  });
});
