import { readFile } from 'node:fs/promises';
import { DRAFT_COPY_JA as D } from '../../src/lib/messages/draft-copy.ts';
import { LANGUAGE_LABEL } from '../../src/lib/messages/languages.ts';
import { REFUSAL_JA } from '../../src/lib/messages/refusal.ts';
import { SIGN_EASY } from '../../src/lib/messages/sign-easy.ts';
import { SIGN_EN } from '../../src/lib/messages/sign-en.ts';
import { SIGN_JA } from '../../src/lib/messages/sign.ts';
import type { InboxMail } from '../demo/inbox.ts';
import { until } from '../demo/http.ts';
import { PHONE, test } from './desk.ts';
import { picture } from './picture.ts';
import { expect, expectAccessible, expectFits } from './stage.ts';

test('M9: staff send a 契約書案 beforehand; it is read on a phone, never signed, and ended', async ({
  page,
  stage,
  browser,
}) => {
  const { url, inboxUrl } = stage.facts;
  const draft = await stage.draft([{ name: 'contract.pdf', pages: 2 }], undefined, {}, true);
  await page.goto(`${url}/console/envelopes/${draft.id}/edit`);

  const link = await test.step('it goes to the applicant by its own mail', async () => {
    await page.getByRole('button', { name: D.send }).click();
    await expect(page.getByText(D.done)).toBeVisible();
    await expect(page.getByText(D.states.open)).toBeVisible();
    await picture(page, 'draft-copy-desk');
    await expectAccessible(page);
    await expectFits(page);
    return until<string>('the mail with the draft', 60_000, async () => {
      const all = (await (await fetch(`${inboxUrl}/api/email`)).json()) as readonly InboxMail[];
      const own = all.find(
        ({ subject, to }) =>
          subject.includes('契約書案の送付') && to.some(({ address }) => address === draft.email),
      );
      if (own === undefined) return undefined;
      const mail = (await (await fetch(`${inboxUrl}/api/email/${own.id}`)).json()) as InboxMail;
      return /https?:\/\/\S+\/d#[A-Za-z0-9_-]{43}/.exec(mail.text ?? '')?.[0];
    });
  });

  const phone = await (await browser.newContext(PHONE)).newPage();
  const copy = await test.step('on the phone it is shown, marked, in three languages', async () => {
    await phone.goto(link);
    await expect(phone.getByText(SIGN_JA.draftCopy.lead('株式会社試験建設'))).toBeVisible();
    await expect(phone.locator('canvas').first()).toBeVisible();
    await expect(phone.getByText('契約書案').first()).toBeAttached();
    await picture(phone, 'draft-copy-phone');
    await expectAccessible(phone);
    await expectFits(phone);
    const download = phone.waitForEvent('download');
    await phone.getByRole('button', { name: SIGN_JA.draftCopy.download }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe('contract（契約書案）.pdf');
    for (const [language, words] of [
      ['easy', SIGN_EASY],
      ['en', SIGN_EN],
    ] as const) {
      await phone.getByLabel(LANGUAGE_LABEL).selectOption(language);
      await expect(phone.getByText(words.draftCopy.lead('株式会社試験建設'))).toBeVisible();
      await expectFits(phone);
    }
    return readFile(await saved.path());
  });

  await test.step('a copy that comes back is refused for signing', async () => {
    const chooser = page.locator('input[type=file][multiple]').first();
    await chooser.setInputFiles({ name: 'back.pdf', mimeType: 'application/pdf', buffer: copy });
    await expect(page.getByText(REFUSAL_JA.UPLOAD_DRAFT_COPY.happened)).toBeVisible();
  });

  await test.step('ended by staff, the link is closed', async () => {
    await page.reload();
    await expect(page.getByText(D.viewed, { exact: false }).first()).toBeVisible();
    await page.getByRole('button', { name: D.revoke }).click();
    await expect(page.getByText(D.states.revoked)).toBeVisible();
    await phone.getByLabel(LANGUAGE_LABEL).selectOption('ja');
    await phone.reload();
    await expect(phone.getByRole('alert')).toContainText(REFUSAL_JA.DRAFT_COPY_CLOSED.happened);
    await expectAccessible(phone);
    await phone.context().close();
  });
});
