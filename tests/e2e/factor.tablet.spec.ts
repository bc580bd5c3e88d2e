import { ACCESS_CODE_JA } from '../../src/lib/messages/access-code.ts';
import { FIELD_JA, OPERATION_JA } from '../../src/lib/messages/console.ts';
import { CONSOLE_JA } from '../../src/lib/messages/console-screens.ts';
import { test } from './desk.ts';
import { picture } from './picture.ts';
import { expect, expectAccessible } from './stage.ts';

const { form: F } = CONSOLE_JA;
const t = ACCESS_CODE_JA;

test('L5: rules that demand an access code stop sending until it is issued; it is shown once, and printed alone', async ({
  page,
  stage,
}) => {
  const draft = await stage.draft([{ name: 'contract.pdf', pages: 1 }]);
  await stage.demand(draft, 'access_code');
  await page.goto(`${stage.facts.url}/console/envelopes/${draft.id}/edit`);
  await expect(page.getByText(t.required)).toBeVisible();
  await page.getByRole('button', { name: F.send, exact: true }).click();
  await expect(page.getByText(t.missing)).toBeVisible();
  await expect(page.getByRole('button', { name: FIELD_JA['contractor.accessCode'] }).first()).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: t.issue, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: t.shownTitle });
  const shown = dialog.getByTestId('access-code');
  await expect(shown).toHaveText(/^\d{4}\s+\d{4}$/);
  const code = await shown.innerText();
  await expectAccessible(page);

  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText(t.slip.steps[1] ?? '')).toBeVisible();
  await expect(page.getByRole('heading', { name: F.documents })).toBeHidden();
  await expect(shown).toBeHidden();
  await page.emulateMedia({ media: 'screen' });

  await dialog.getByRole('button', { name: t.close }).click();
  await expect(page.getByText(t.issued, { exact: true })).toBeVisible();
  await expect(page.getByText(t.missing)).toHaveCount(0);
  await page.reload();
  await expect(page.getByText(t.issued, { exact: true })).toBeVisible();
  expect(await page.locator('body').innerText()).not.toContain(code);

  await page.getByRole('button', { name: F.send, exact: true }).click();
  await page.getByRole('button', { name: F.sendNow }).click();
  await expect(page.getByText(OPERATION_JA.access_code_issued)).toBeVisible();

  await page.getByRole('button', { name: t.issueAgain }).click();
  await page.getByRole('dialog', { name: t.againTitle }).getByRole('button', { name: t.issueAgain }).click();
  await expect(shown).toHaveText(/^\d{4}\s+\d{4}$/);
  await dialog.getByRole('button', { name: t.close }).click();
  await expect(page.getByText(OPERATION_JA.access_code_issued)).toHaveCount(2);
});

test('L5: a code that the rules do not demand is taken back, a demanded one is not', async ({
  page,
  stage,
}) => {
  const envelope = await stage.send([{ name: 'contract.pdf', pages: 1 }]);
  await page.goto(`${stage.facts.url}/console/envelopes/${envelope.id}`);
  await expect(page.getByText(t.optional)).toBeVisible();
  await page.getByRole('button', { name: t.issue, exact: true }).click();
  await page.getByRole('dialog', { name: t.shownTitle }).getByRole('button', { name: t.close }).click();
  await picture(page, 'access-code-issued');
  await page.getByRole('button', { name: t.takeBack }).click();
  const dialog = page.getByRole('dialog', { name: t.takeBackTitle });
  await expectAccessible(page);
  await dialog.getByRole('button', { name: t.takeBack }).click();
  await expect(page.getByText(t.takenBack)).toBeVisible();
  await expect(page.getByText(t.none, { exact: true })).toBeVisible();
  await expect(page.getByText(OPERATION_JA.access_code_cancelled, { exact: true })).toBeVisible();

  const demanded = await stage.draft([{ name: 'contract.pdf', pages: 1 }]);
  await stage.demand(demanded, 'access_code');
  await stage.accessCode(demanded);
  await page.goto(`${stage.facts.url}/console/envelopes/${demanded.id}/edit`);
  await expect(page.getByText(t.keptByRules)).toBeVisible();
  await expect(page.getByRole('button', { name: t.takeBack })).toHaveCount(0);
});
