import { defineConfig } from '@playwright/test';
import { CHROMIUM_ARGS, ensureChromium } from '../browser.ts';

const browser = { launchOptions: { executablePath: ensureChromium(), args: [...CHROMIUM_ARGS] } };

/**
 * Flows through the built app on one embedded stack (`stack-setup.ts`) with a folder and ports of its own.
 * `*.phone.spec.ts` runs as a contractor's phone, `*.tablet.spec.ts` as a tablet at a town hall. One worker: a
 * one-time code works once, so two sign-ins of one account cannot run side by side.
 */
export default defineConfig({
  testDir: '.',
  globalSetup: './stack-setup.ts',
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  forbidOnly: true,
  use: { locale: 'ja-JP', timezoneId: 'Asia/Tokyo', ...browser },
  projects: [
    {
      name: 'phone',
      testMatch: '**/*.phone.spec.ts',
      use: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
    },
    {
      name: 'tablet',
      testMatch: '**/*.tablet.spec.ts',
      use: { viewport: { width: 820, height: 1180 }, hasTouch: true },
    },
  ],
});
