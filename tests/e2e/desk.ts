import type { BrowserContext } from '@playwright/test';
import { signIn } from './one-time-codes.ts';
import { test as base } from './stage.ts';

type Kept = Awaited<ReturnType<BrowserContext['storageState']>>;

/** `test` at a desk of 滝沢市: the drafter, who sent the stage's envelopes, is signed in; both factors are given once. */
export const test = base.extend<object, { kept: Kept }>({
  kept: [
    async ({ browser, stage }, use) => {
      const context = await browser.newContext();
      await signIn(await context.newPage(), stage.facts, 'drafter', 'takizawa');
      const kept = await context.storageState();
      await context.close();
      await use(kept);
    },
    { scope: 'worker' },
  ],
  storageState: async ({ kept }, use) => use(kept),
});

/** What a contractor's phone is, beside the desk of the same test. */
export const PHONE = {
  viewport: { width: 360, height: 740 },
  isMobile: false,
  deviceScaleFactor: 1,
  hasTouch: true,
  locale: 'ja-JP',
  timezoneId: 'Asia/Tokyo',
  storageState: { cookies: [], origins: [] },
};
