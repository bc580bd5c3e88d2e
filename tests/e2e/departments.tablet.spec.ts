import { DEPARTMENTS_JA } from '../../src/lib/messages/departments.ts';
import { SIGN_JA } from '../../src/lib/messages/sign.ts';
import { PHONE } from './desk.ts';
import { signIn } from './one-time-codes.ts';
import { picture } from './picture.ts';
import { expect, expectAccessible, expectFits, test } from './stage.ts';

const D = DEPARTMENTS_JA;

test('M5: an administrator adds a department with its contact, and closes it; a contractor sees whom to ask', async ({
  page,
  stage,
  browser,
}) => {
  test.slow();
  const name = `試験課 ${Date.now().toString(36)}`;
  await signIn(page, stage.facts, 'admin', 'takizawa');
  await page.goto(`${stage.facts.url}/console/members`);
  await page.getByRole('tab', { name: D.title }).click();
  await page.getByRole('button', { name: D.add }).click();
  const dialog = page.getByRole('dialog', { name: D.add });
  await dialog.getByRole('button', { name: D.save }).click();
  await expect(dialog.getByText(D.wrong.name)).toBeVisible();
  await dialog.getByLabel(D.name).fill(name);
  await dialog.getByLabel(D.contactPhone).fill('内線だけ');
  await dialog.getByRole('button', { name: D.save }).click();
  await expect(dialog.getByText(D.wrong.contactPhone)).toBeVisible();
  await dialog.getByLabel(D.contactPhone).fill('019-000-0009（内線 12）');
  await dialog.getByLabel(D.contactHours).fill('平日 8:30–17:15');
  await picture(page, 'department-add');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: D.save }).click();
  await expect(page.getByText(D.saved)).toBeVisible();
  const row = page.getByRole('listitem').filter({ hasText: name });
  await expect(row).toContainText('019-000-0009(内線 12)　平日 8:30–17:15');

  await row.getByRole('button', { name: D.close }).click();
  await page.getByRole('dialog', { name: D.closeTitle }).getByRole('button', { name: D.close }).click();
  await expect(row.getByRole('button', { name: D.reopen })).toBeVisible();
  await picture(page, 'departments');
  await expectAccessible(page);

  const envelope = await stage.send([{ name: '契約書.pdf', pages: 1 }]);
  const phone = await (await browser.newContext(PHONE)).newPage();
  await phone.goto(`${stage.facts.url}/s#${envelope.token}`);
  const contact = phone.getByRole('region', { name: SIGN_JA.contact.title });
  await expect(contact.getByRole('link', { name: '019-000-0001' })).toHaveAttribute('href', 'tel:0190000001');
  await expect(contact).toContainText('平日 9:00–17:00');
  await picture(phone, 'contact');
  await expectAccessible(phone);
  await expectFits(phone);
});
