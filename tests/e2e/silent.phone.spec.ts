import { SILENCE_MS } from '../../src/lib/data/line.ts';
import { APPLY_EASY } from '../../src/lib/messages/apply-easy.ts';
import { APPLY_EN } from '../../src/lib/messages/apply-en.ts';
import { APPLY_JA } from '../../src/lib/messages/apply.ts';
import { COMMON_EASY } from '../../src/lib/messages/common-easy.ts';
import { COMMON_EN } from '../../src/lib/messages/common-en.ts';
import { COMMON_JA } from '../../src/lib/messages/common.ts';
import { REFUSAL_EASY } from '../../src/lib/messages/refusal-easy.ts';
import { REFUSAL_EN, REFUSAL_JA } from '../../src/lib/messages/refusal.ts';
import { SIGN_EASY } from '../../src/lib/messages/sign-easy.ts';
import { SIGN_EN } from '../../src/lib/messages/sign-en.ts';
import { SIGN_JA } from '../../src/lib/messages/sign.ts';
import { picture } from './picture.ts';
import { expect, expectAccessible, expectFits, test } from './stage.ts';

test.use({ viewport: { width: 360, height: 740 } });

const LANGUAGES = [
  {
    language: 'ja',
    sign: SIGN_JA,
    apply: APPLY_JA,
    offline: REFUSAL_JA.OFFLINE.happened,
    again: COMMON_JA.ui.again,
  },
  {
    language: 'easy',
    sign: SIGN_EASY,
    apply: APPLY_EASY,
    offline: REFUSAL_EASY.OFFLINE?.happened ?? '',
    again: COMMON_EASY.ui.again,
  },
  {
    language: 'en',
    sign: SIGN_EN,
    apply: APPLY_EN,
    offline: REFUSAL_EN.OFFLINE.happened,
    again: COMMON_EN.ui.again,
  },
] as const;

for (const { language, sign, apply, offline, again } of LANGUAGES) {
  test(`M12, M26, L30: a silent line offers the contractor another try (${language})`, async ({
    page,
    stage,
  }) => {
    const { url } = stage.facts;
    const envelope = await stage.send([{ name: 'contract.pdf', pages: 1 }]);
    await page.addInitScript((kept) => localStorage.setItem('shomei-language', kept), language);
    await page.clock.install();

    await test.step('at the signing link', async () => {
      await page.route('**/functions/v1/signing/view', () => undefined);
      const asked = page.waitForRequest('**/functions/v1/signing/view');
      await page.goto(`${url}/s#${envelope.token}`);
      await asked;
      await page.clock.fastForward(SILENCE_MS);
      await expect(page.getByRole('heading', { name: sign.link.offlineTitle })).toBeVisible();
      await picture(page, `silent-sign-${language}`);
      await expectAccessible(page);
      await expectFits(page);
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await page.getByRole('button', { name: sign.retry }).click();
      await expect(page.getByRole('heading', { name: sign.landing.title })).toBeVisible();
    });

    await test.step('at the application', async () => {
      await page.route('**/functions/v1/application/places', () => undefined);
      const asked = page.waitForRequest('**/functions/v1/application/places');
      await page.goto(`${url}/apply`);
      await asked;
      await page.clock.fastForward(SILENCE_MS);
      await expect(page.getByRole('alert')).toContainText(offline);
      await expectAccessible(page);
      await expectFits(page);
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await page.getByRole('button', { name: again }).click();
      await expect(page.getByRole('link', { name: apply.places.form }).first()).toBeVisible();
    });
  });
}
