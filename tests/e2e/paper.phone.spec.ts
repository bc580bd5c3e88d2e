import { ENVELOPE_STATUS_JA } from '../../src/lib/messages/console.ts';
import { CASES_JA } from '../../src/lib/messages/cases.ts';
import { SIGN_JA } from '../../src/lib/messages/sign.ts';
import { signIn } from './one-time-codes.ts';
import { expect, expectAccessible, expectFits, test } from './stage.ts';

const { landing, guide, reading, paper, closed } = SIGN_JA;

test('M8, L10: a contractor asks for paper while reading, and the request ends on both sides', async ({
  page,
  stage,
  browser,
}) => {
  const { facts } = stage;
  const envelope = await stage.send([{ name: 'contract.pdf', pages: 1 }]);
  await page.goto(`${facts.url}/s#${envelope.token}`);
  await page.getByRole('button', { name: landing.begin }).click();
  await page
    .getByRole('dialog', { name: guide.title })
    .getByRole('button', { name: guide.close })
    .last()
    .click();
  await page.getByRole('button', { name: reading.menu }).click();
  await page.getByRole('menuitem', { name: reading.paper }).click();
  const dialog = page.getByRole('dialog', { name: paper.title });
  await expect(dialog).toContainText(paper.stamp);
  await expectAccessible(page);
  await expectFits(page);
  await dialog.getByRole('button', { name: paper.confirm }).click();
  await expect(page.getByRole('heading', { name: closed.switched_to_paper.title })).toBeVisible();
  await expectAccessible(page);
  const told = await stage.mail(envelope.email, ({ subject }) => subject.includes('紙の契約書'));
  expect(told.text).toContain('収入印紙');

  const desk = await (await browser.newContext({ viewport: { width: 820, height: 1180 } })).newPage();
  await signIn(desk, facts, 'drafter', 'takizawa');
  await desk.goto(`${facts.url}/console/envelopes/${envelope.id}`);
  await expect(desk.getByText(ENVELOPE_STATUS_JA.switched_to_paper).first()).toBeVisible();
  await desk.goto(`${facts.url}/console/cases`);
  await expect(desk.getByText(CASES_JA.list.paper).first()).toBeVisible();
  await desk.context().close();
});

test('L10: the 承諾 is withdrawn even after the own signature, before the municipality signs', async ({
  page,
  stage,
}) => {
  const envelope = await stage.send([{ name: 'contract.pdf', pages: 1 }]);
  await stage.holder(envelope.token).readAndConsent();
  await page.goto(`${stage.facts.url}/s#${envelope.token}`);
  await page.getByRole('button', { name: paper.withdraw }).click();
  await page.getByRole('dialog').getByRole('button', { name: paper.confirm }).click();
  await expect(page.getByRole('heading', { name: closed.switched_to_paper.title })).toBeVisible();
});
