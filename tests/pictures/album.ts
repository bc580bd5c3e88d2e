import path from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { SIGN_EASY } from '../../src/lib/messages/sign-easy.ts';
import { SIGN_EN } from '../../src/lib/messages/sign-en.ts';
import { SIGN_JA } from '../../src/lib/messages/sign.ts';
import type { Language } from '../../src/lib/data/preferences.ts';

const SIZES = [
  [360, 740],
  [820, 1180],
  [1280, 800],
] as const;

/** The languages of the contractor's screens with the words by which a walk finds its way. */
export const SPOKEN = [
  ['ja', SIGN_JA],
  ['easy', SIGN_EASY],
  ['en', SIGN_EN],
] as const;
export type SignWords = (typeof SPOKEN)[number][1];

/** Photographs of screens in one folder, each one in three sizes. */
export class Album {
  readonly #browser: Browser;
  readonly folder: string;

  constructor(browser: Browser, folder: string) {
    this.#browser = browser;
    this.folder = folder;
  }

  /** A page of its own, of a visitor whose device remembers this language. */
  async visitor(language: Language = 'ja'): Promise<Page> {
    const context = await this.#browser.newContext({
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      locale: 'ja-JP',
      timezoneId: 'Asia/Tokyo',
      acceptDownloads: true,
    });
    await context.addInitScript((kept) => {
      localStorage.setItem('shomei-language', kept);
    }, language);
    return context.newPage();
  }

  /** Waits for the screen's heading and photographs it. */
  async visit(page: Page, address: string, name: string): Promise<void> {
    await page.goto(address);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await this.shoot(page, name);
  }

  /** `NAME-360.png`, `NAME-820.png`, `NAME-1280.png`: what stands on the screen without scrolling. */
  async shoot(page: Page, name: string): Promise<void> {
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      // Pages are drawn anew at another width; two frames after the network is quiet they stand.
      await page.waitForLoadState('networkidle');
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
      await page.screenshot({ path: path.join(this.folder, `${name}-${String(width)}.png`) });
    }
    await page.setViewportSize({ width: 390, height: 844 });
  }

  /** The screens and all that lies below: `NAME-full-360.png`, `NAME-full-820.png`. */
  async shootWhole(page: Page, name: string): Promise<void> {
    await this.shoot(page, name);
    for (const [width, height] of SIZES.slice(0, 2)) {
      await page.setViewportSize({ width, height });
      await page.waitForLoadState('networkidle');
      await page.screenshot({
        path: path.join(this.folder, `${name}-full-${String(width)}.png`),
        fullPage: true,
      });
    }
    await page.setViewportSize({ width: 390, height: 844 });
  }
}
