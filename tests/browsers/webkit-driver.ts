import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { choosePort } from '../../supabase/embedded/ports.ts';
import { FIND, SCREEN, soon, type Driver, type Pressed, type Role } from './driver.ts';
import { end } from './launch.ts';

const DRIVER = '/usr/bin/WebKitWebDriver';
const BROWSER = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';
/** WebDriver's name of an element's reference. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

type Reference = Readonly<Record<typeof ELEMENT, string>>;

/**
 * WebKitGTK by its own WebDriver, on a display of its own.
 *
 * @param profile - an empty folder for what the browser keeps.
 * @returns null where it is not on this machine.
 *
 * Source: W3C WebDriver §8–§13.
 */
export async function openWebKit(profile: string): Promise<Driver | null> {
  if (!existsSync(DRIVER) || !existsSync(BROWSER) || !existsSync('/usr/bin/xvfb-run')) return null;
  const port = String(await choosePort(0, ''));
  const screen = '--server-args=-screen 0 1280x1024x24';
  const child = spawn('/usr/bin/xvfb-run', ['--auto-servernum', screen, DRIVER, `--port=${port}`], {
    stdio: 'ignore',
    detached: true,
    env: { ...process.env, HOME: profile, XDG_RUNTIME_DIR: profile, NO_AT_BRIDGE: '1', LANG: 'ja_JP.UTF-8' },
  });
  const base = `http://127.0.0.1:${port}`;
  await soon('WebKit’s driver', () =>
    fetch(`${base}/status`).then(
      (answer) => (answer.ok ? true : null),
      () => null,
    ),
  );
  const { sessionId } = await command<{ sessionId: string }>('POST', `${base}/session`, {
    capabilities: {
      alwaysMatch: {
        browserName: 'MiniBrowser',
        'webkitgtk:browserOptions': { binary: BROWSER, args: ['--automation'] },
      },
    },
  });
  const session = `${base}/session/${sessionId}`;
  await command('POST', `${session}/window/rect`, SCREEN);
  return new WebKitDriver(session, child, profile);
}

async function command<T>(method: string, url: string, body?: object): Promise<T> {
  const answer = await fetch(url, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const { value } = (await answer.json()) as { value: T };
  if (!answer.ok) throw new Error(`WebKit: ${JSON.stringify(value)}`);
  return value;
}

class WebKitDriver implements Driver {
  readonly downloads: string;
  readonly #session: string;
  readonly #child: ChildProcess;

  constructor(session: string, child: ChildProcess, downloads: string) {
    this.#session = session;
    this.#child = child;
    this.downloads = downloads;
  }

  async open(url: string): Promise<void> {
    await command('POST', `${this.#session}/url`, { url });
  }

  async reload(): Promise<void> {
    await command('POST', `${this.#session}/refresh`, {});
  }

  async press(role: Pressed, name: RegExp): Promise<void> {
    await this.#on(role, name, 0, 'click', {});
  }

  async type(label: RegExp, text: string): Promise<void> {
    await this.#on('field', label, 0, 'value', { text });
  }

  // WebDriver §12.5.2: what is typed into an input of files are their paths, one a line.
  async choose(name: RegExp, at: number, files: readonly string[]): Promise<void> {
    await this.#on('file', name, at, 'value', { text: files.join('\n') });
  }

  async #on(role: Role, name: RegExp, at: number, act: 'click' | 'value', body: object): Promise<void> {
    // Between finding and acting, the page may draw it anew.
    await soon(`${role} ${name.source}`, async () => {
      const script = `return (${FIND})(...arguments)`;
      const found = await this.#run<Reference | null>('sync', script, [role, name.source, at]);
      if (!found) return null;
      return await command('POST', `${this.#session}/element/${found[ELEMENT]}/${act}`, body).then(
        () => true,
        (error: unknown) => {
          if (/stale element|not interactable|intercepted/.test(String(error))) return null;
          throw error;
        },
      );
    });
  }

  async see(text: RegExp): Promise<void> {
    await soon(text.source, async () => (text.test(await this.text()) ? true : null));
  }

  ask<T>(expression: string): Promise<T> {
    return this.#run('async', `Promise.resolve(${expression}).then(arguments[0])`, []);
  }

  text(): Promise<string> {
    return this.#run('sync', 'return document.body.innerText', []);
  }

  async picture(): Promise<Buffer> {
    return Buffer.from(await command<string>('GET', `${this.#session}/screenshot`), 'base64');
  }

  async close(): Promise<void> {
    await command('DELETE', this.#session).catch(() => undefined);
    end(this.#child);
  }

  #run<T>(kind: 'sync' | 'async', script: string, args: readonly unknown[]): Promise<T> {
    return command('POST', `${this.#session}/execute/${kind}`, { script, args });
  }
}
