import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import puppeteer, { type Browser, type ElementHandle, type Page } from 'puppeteer-core';
import { FIND, SCREEN, soon, type Driver, type Pressed, type Role } from './driver.ts';

const BROWSER = '/usr/bin/firefox-esr';

/**
 * Firefox by WebDriver BiDi, without a window.
 *
 * @param profile - an empty folder for what the browser keeps.
 * @returns null where it is not on this machine.
 */
export async function openFirefox(profile: string): Promise<Driver | null> {
  if (!existsSync(BROWSER)) return null;
  const downloads = path.join(profile, 'downloads');
  await mkdir(downloads);
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: BROWSER,
    userDataDir: profile,
    defaultViewport: SCREEN,
    extraPrefsFirefox: {
      'intl.accept_languages': 'ja',
      'browser.download.folderList': 2,
      'browser.download.dir': downloads,
      'browser.download.open_pdf_attachments_inline': false,
      // A saved PDF is not opened over the page that saved it.
      'pdfjs.disabled': true,
      'browser.helperApps.neverAsk.saveToDisk': 'application/pdf',
    },
    env: { ...process.env, HOME: profile },
  });
  return new FirefoxDriver(browser, await browser.newPage(), downloads);
}

class FirefoxDriver implements Driver {
  readonly downloads: string;
  readonly #browser: Browser;
  readonly #page: Page;

  constructor(browser: Browser, page: Page, downloads: string) {
    this.#browser = browser;
    this.#page = page;
    this.downloads = downloads;
  }

  async open(url: string): Promise<void> {
    await this.#page.goto(url);
  }

  async reload(): Promise<void> {
    await this.#page.reload();
  }

  async press(role: Pressed, name: RegExp): Promise<void> {
    await this.#on(role, name, 0, (found) => found.click());
  }

  async type(label: RegExp, text: string): Promise<void> {
    await this.#on('field', label, 0, (found) => found.type(text));
  }

  async choose(name: RegExp, at: number, files: readonly string[]): Promise<void> {
    await this.#on('file', name, at, (found) =>
      (found as ElementHandle<HTMLInputElement>).uploadFile(...files),
    );
  }

  async #on(
    role: Role,
    name: RegExp,
    at: number,
    act: (found: ElementHandle<Element>) => Promise<void>,
  ): Promise<void> {
    // Between finding and acting, the page may draw it anew.
    await soon(`${role} ${name.source}`, async () => {
      const script = `(${FIND})(${JSON.stringify(role)}, ${JSON.stringify(name.source)}, ${String(at)})`;
      const found = (await this.#page.evaluateHandle(script)).asElement() as ElementHandle<Element> | null;
      if (!found) return null;
      return await act(found).then(
        () => true,
        (error: unknown) => {
          if (/detached|not clickable|no such (node|element)|stale/i.test(String(error))) return null;
          throw error;
        },
      );
    });
  }

  async see(text: RegExp): Promise<void> {
    await soon(text.source, async () => (text.test(await this.text()) ? true : null));
  }

  async ask<T>(expression: string): Promise<T> {
    return (await this.#page.evaluate(expression)) as T;
  }

  text(): Promise<string> {
    return this.ask('document.body.innerText');
  }

  async picture(): Promise<Buffer> {
    return Buffer.from(await this.#page.screenshot());
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }
}
