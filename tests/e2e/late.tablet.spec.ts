import { addDays } from '../../src/lib/domain/calendar-date.ts';
import { japanDate } from '../../src/lib/domain/japan-time.ts';
import { FIELD_JA } from '../../src/lib/messages/console.ts';
import { CONSOLE_JA } from '../../src/lib/messages/console-screens.ts';
import { DESK_JA } from '../../src/lib/messages/desk.ts';
import { INQUIRIES_JA } from '../../src/lib/messages/inquiries.ts';
import { SEAL_BY_JA } from '../../src/lib/messages/seal-by.ts';
import { test } from './desk.ts';
import { picture } from './picture.ts';
import { expect, expectAccessible, expectFits } from './stage.ts';

test('M36: who sends and who signs long after the written 契約締結日 is warned, and may', async ({
  page,
  stage,
}) => {
  const { url } = stage.facts;
  const today = japanDate(new Date());
  const draft = await stage.draft([{ name: 'contract.pdf', pages: 1 }]);

  await test.step('before sending, beside the deadline and once more in the confirmation', async () => {
    await page.goto(`${url}/console/envelopes/${draft.id}/edit`);
    await page.getByLabel(FIELD_JA.contractOn).fill(addDays(today, -30));
    await page.getByLabel(FIELD_JA.deadlineOn).fill(addDays(today, 2));
    await expect(page.getByText(SEAL_BY_JA.planned.title)).toBeVisible();
    await picture(page, 'late-draft');
    await page.getByLabel(FIELD_JA.contractOn).fill(today);
    await expect(page.getByText(SEAL_BY_JA.planned.title)).toHaveCount(0);
    await page.getByLabel(FIELD_JA.contractOn).fill(addDays(today, -30));
    await page.getByRole('button', { name: CONSOLE_JA.form.send, exact: true }).click();
    const confirming = page.getByRole('dialog', { name: CONSOLE_JA.form.confirmTitle });
    await expect(confirming.getByText(SEAL_BY_JA.planned.title)).toBeVisible();
    await picture(page, 'late-confirm');
    await expectAccessible(page);
    await confirming.getByRole('button', { name: CONSOLE_JA.form.sendNow }).click();
  });

  await test.step('on the envelope', async () => {
    await expect(page.getByText(SEAL_BY_JA.waiting.title)).toBeVisible();
    await picture(page, 'late-envelope');
    await expectAccessible(page);
  });

  await test.step('on 「待っているもの」, with the deadline that is near', async () => {
    await page.goto(`${url}/console/waiting`);
    const row = page.getByRole('listitem').filter({ hasText: draft.title });
    await expect(row.getByText(/目安/)).toBeVisible();
    await expect(row.getByText(DESK_JA.deadline(2))).toBeVisible();
    await picture(page, 'late-desk');
    await expectAccessible(page);
    await expectFits(page);
  });
});

test('M75: 「待っているもの」 says that inquiries wait for an answer', async ({ page, stage }) => {
  const { url } = stage.facts;
  const places = (await (await fetch(`${url}/functions/v1/application/inquiries/places`)).json()) as {
    code: string;
    name: string;
  }[];
  const code = places.find(({ name }) => name.includes('滝沢'))?.code ?? '';
  const form = (await (await fetch(`${url}/functions/v1/application/inquiries/${code}`)).json()) as {
    departments: { id: string }[];
  };
  const asked = await fetch(`${url}/functions/v1/application/inquiries/${code}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      inquiryId: crypto.randomUUID(),
      fields: {
        departmentId: form.departments[0]?.id,
        managementLabel: null,
        company: null,
        name: '試験 花子',
        email: 'asks@contractor.example',
        phone: null,
        body: 'リンクが開けません。',
        language: 'ja',
      },
    }),
  });
  expect(asked.status).toBe(201);
  await page.goto(`${url}/console/waiting`);
  await expect(page.getByText(/まだ回答していない問い合わせ/)).toBeVisible();
  await picture(page, 'desk-inquiries');
  await page.getByRole('link', { name: DESK_JA.openInquiries }).click();
  await expect(page.getByRole('heading', { name: INQUIRIES_JA.title })).toBeVisible();
});
