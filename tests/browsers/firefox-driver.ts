import { existsSync } from 'node:fs';
import puppeteer, { type Browser, type ElementHandle, type Page } from 'puppeteer-core';
import { FIND, SCREEN, soon, type Driver } from './driver.ts';

const BROWSER = '/usr/bin/firefox-esr';

/**
 * Firefox by WebDriver BiDi, without a window.
 *
 * @param profile - an empty folder for what the browser keeps.
 * @returns null where it is not on this machine.
 */
export async function openFirefox(profile: string): Promise<Driver | null> {
  if (!existsSync(BROWSER)) return null;
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: BROWSER,
    userDataDir: profile,
    defaultViewport: SCREEN,
    extraPrefsFirefox: { 'intl.accept_languages': 'ja' },
    env: { ...process.env, HOME: profile },
  });
  return new FirefoxDriver(browser, await browser.newPage());
}

class FirefoxDriver implements Driver {
  readonly #browser: Browser;
  readonly #page: Page;

  constructor(browser: Browser, page: Page) {
    this.#browser = browser;
    this.#page = page;
  }

  async open(url: string): Promise<void> {
    await this.#page.goto(url);
  }

  async press(role: string, name: RegExp): Promise<void> {
    await soon(`${role} ${name.source}`, async () => {
      const script = `(${FIND})(${JSON.stringify(role)}, ${JSON.stringify(name.source)})`;
      const found = (await this.#page.evaluateHandle(script)).asElement() as ElementHandle<Element> | null;
      if (!found) return null;
      await found.click();
      return true;
    });
  }

  async see(text: RegExp): Promise<void> {
    await soon(text.source, async () => (text.test(await this.text()) ? true : null));
  }

  async text(): Promise<string> {
    return (await this.#page.evaluate('document.body.innerText')) as string;
  }

  async picture(): Promise<Buffer> {
    return Buffer.from(await this.#page.screenshot());
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }
}
