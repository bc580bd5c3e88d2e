import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { addDays } from '../../src/lib/domain/calendar-date.ts';
import { decodeCsv, readCsv } from '../../src/lib/domain/csv.ts';
import { japanDate } from '../../src/lib/domain/japan-time.ts';
import { COUNCIL_JA as C } from '../../src/lib/messages/council.ts';
import { LANGUAGE_LABEL } from '../../src/lib/messages/languages.ts';
import { LEDGER_SCREEN_JA as L } from '../../src/lib/messages/ledger-screen.ts';
import {
  SIGN_CONTRACT_KIND_EASY,
  SIGN_CONTRACT_KIND_EN,
  SIGN_CONTRACT_KIND_JA as K,
} from '../../src/lib/messages/sign-contract-kind.ts';
import { SIGN_JA } from '../../src/lib/messages/sign.ts';
import { dateText } from '../../src/lib/views/envelope-words.ts';
import { PHONE, test } from './desk.ts';
import { picture } from './picture.ts';
import { openLibrary } from './shelf-door.ts';
import { expect, expectAccessible, expectFits } from './stage.ts';

const LANGUAGES = [
  ['easy', SIGN_CONTRACT_KIND_EASY],
  ['en', SIGN_CONTRACT_KIND_EN],
  ['ja', K],
] as const;

/** Goes through the checklist as far as the last question before signing. */
async function untilFinishing(phone: Page): Promise<void> {
  const { landing, guide, reading, checklist, note, principal, operator } = SIGN_JA;
  await phone.getByRole('button', { name: landing.begin }).click();
  await phone.getByRole('button', { name: guide.close, exact: true }).last().click();
  await expect(phone.getByRole('tab', { name: new RegExp(reading.read) })).toBeVisible();
  await phone.getByRole('button', { name: reading.checklist }).click();
  await phone.getByRole('button', { name: checklist.note }).click();
  await phone.getByRole('button', { name: note.confirm }).click();
  await phone.getByRole('button', { name: checklist.principal }).click();
  await phone.getByRole('button', { name: principal.confirm }).click();
  await phone.getByRole('button', { name: checklist.operator }).click();
  await phone.getByRole('radio', { name: operator.principal, exact: true }).check();
  await phone.getByRole('button', { name: operator.confirm }).click();
  await phone.getByRole('button', { name: reading.finish, exact: true }).click();
}

test('issue: 仮契約: both sign, the council decides, staff record and correct it, and the contractor is told', async ({
  page,
  stage,
  browser,
}) => {
  test.setTimeout(300_000);
  const { url } = stage.facts;
  const today = japanDate(new Date());
  const draft = await stage.draft([{ name: 'contract.pdf', pages: 1 }]);
  await stage.contractKind(draft, 'provisional');
  const envelope = await stage.dispatch(draft);
  const phone = await (await browser.newContext(PHONE)).newPage();

  await test.step('the contractor reads what it is, in each language, before signing', async () => {
    await phone.goto(`${url}/s#${envelope.token}`);
    for (const [language, words] of LANGUAGES) {
      await phone.getByLabel(LANGUAGE_LABEL).selectOption(language);
      await expect(phone.getByText(words.provisionalText)).toBeVisible();
      await expectFits(phone);
      await picture(phone, `council-landing-${language}`);
    }
    await untilFinishing(phone);
    await expect(phone.getByRole('dialog').getByText(K.provisionalText)).toBeVisible();
    await expectAccessible(phone);
    await picture(phone, 'council-finish');
    await phone.getByRole('button', { name: SIGN_JA.finish.confirm }).click();
    await expect(phone.getByText(SIGN_JA.status.done)).toBeVisible();
    await expect(phone.getByText(K.provisionalText)).toBeVisible();
    await picture(phone, 'council-status');
    await stage.signForMunicipality(envelope);
    await expect(phone.getByText(K.awaitingTitle, { exact: true })).toBeVisible({ timeout: 60_000 });
    await expectAccessible(phone);
  });

  await test.step('it waits for the council in a list of its own', async () => {
    await page.goto(`${url}/console/waiting`);
    const list = page.getByRole('region', { name: C.desk });
    await expect(list.getByRole('link', { name: envelope.title })).toBeVisible();
    await picture(page, 'council-waiting');
    await list.getByRole('link', { name: envelope.title }).click();
  });

  const panel = page.getByRole('region', { name: C.title });
  await test.step('what is missing or out of range is said at its field, and nothing typed is lost', async () => {
    await panel.getByLabel(C.billNumber).fill('議案第12号');
    await panel.getByRole('button', { name: C.record }).click();
    await expect(panel.getByText(C.errors.outcome)).toBeVisible();
    await expect(panel.getByText(C.errors.votedOn)).toBeVisible();
    await picture(page, 'council-errors');
    await expectAccessible(page);
    await panel.getByLabel(C.votedOn).fill(addDays(today, 1));
    await panel.getByRole('radio', { name: C.passed }).check();
    await panel.getByRole('button', { name: C.record }).click();
    await expect(panel.getByText(C.errors.range(dateText(today)))).toBeVisible();
    await expect(panel.getByLabel(C.billNumber)).toHaveValue('議案第12号');
  });

  await test.step('可決 is recorded, mailed, and stands on the contractor’s page', async () => {
    await panel.getByLabel(C.votedOn).fill(today);
    await panel.getByRole('button', { name: C.record }).click();
    await expect(panel.getByText(C.recorded)).toBeVisible();
    await expect(panel.getByText(C.badge('passed', dateText(today)))).toBeVisible();
    await picture(page, 'council-recorded');
    await expectFits(page);
    const mail = await stage.mail(envelope.email, ({ subject }) => subject.startsWith('本契約となりました'));
    expect(mail.text).toContain('議案番号：議案第12号');
    expect(mail.text).toContain(`${url}/s#${envelope.token}`);
    expect(mail.text).not.toContain('訂正します');
    await phone.reload();
    for (const [language, words] of LANGUAGES) {
      await phone.getByLabel(LANGUAGE_LABEL).selectOption(language);
      await expect(phone.getByText(words.passedTitle, { exact: true })).toBeVisible();
      await picture(phone, `council-passed-${language}`);
    }
    await expectAccessible(phone);
  });

  await test.step('a correction is another record; the mail says so', async () => {
    await panel.getByRole('button', { name: C.correct }).click();
    await panel.getByRole('button', { name: C.correctNow }).click();
    await expect(panel.getByText(C.unchanged)).toBeVisible();
    await panel.getByRole('radio', { name: C.rejected }).check();
    await panel.getByRole('button', { name: C.correctNow }).click();
    await expect(panel.getByText(C.badge('rejected', dateText(today)))).toBeVisible();
    await panel.getByText(C.earlier).click();
    await picture(page, 'council-corrected');
    await expectAccessible(page);
    const mail = await stage.mail(envelope.email, ({ subject }) => subject.startsWith('本契約となりません'));
    expect(mail.text).toContain('訂正します');
    await phone.reload();
    await expect(phone.getByText(K.rejectedTitle, { exact: true })).toBeVisible();
    await picture(phone, 'council-rejected');
  });

  await test.step('the contractor’s library says it too', async () => {
    await openLibrary(phone, stage, envelope.email);
    const link = phone.getByRole('link', { name: envelope.title });
    await expect(link.getByText(K.provisional)).toBeVisible();
    await link.click();
    for (const [language, words] of LANGUAGES) {
      await phone.getByLabel(LANGUAGE_LABEL).selectOption(language);
      await expect(phone.getByText(words.rejectedTitle, { exact: true })).toBeVisible();
      await picture(phone, `council-library-${language}`);
    }
    await expectAccessible(phone);
  });

  await test.step('list and ledger say how it stands', async () => {
    await page.goto(`${url}/console?q=${encodeURIComponent(envelope.title)}`);
    await expect(page.getByText(C.badge('rejected', dateText(today)))).toBeVisible();
    await picture(page, 'council-list');
    await page.goto(`${url}/console/ledger`);
    await expect(page.getByText(C.badge('rejected', dateText(today))).first()).toBeVisible();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: L.csv }).click();
    const text = decodeCsv(await readFile(await (await saved).path()));
    const rows = text.ok ? readCsv(text.value) : text;
    const cells = rows.ok ? rows.value.map((row) => row.cells.slice(-2)) : [];
    expect(cells[0]).toEqual([C.columns.kind, C.columns.votedOn]);
    expect(cells).toContainEqual([C.columns.standings.rejected, today]);
  });

  await test.step('L14: a 変更契約 names its original by number and date', async () => {
    const { managementLabel } = await stage.holder(envelope.token).view();
    const made = await stage.draft([{ name: 'change.pdf', pages: 1 }]);
    await stage.contractKind(made, 'change', envelope);
    const change = await stage.dispatch(made);
    await phone.goto('about:blank');
    await phone.goto(`${url}/s#${change.token}`);
    await expect(phone.getByText(K.change, { exact: true })).toBeVisible();
    await expect(phone.getByText(K.originalNumber(managementLabel ?? ''))).toBeVisible();
    await picture(phone, 'council-change');
  });
  await phone.context().close();
});
