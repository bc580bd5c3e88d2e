import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { choosePort } from '../../supabase/embedded/ports.ts';
import { FIND, SCREEN, soon, type Driver } from './driver.ts';
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
  return new WebKitDriver(session, child);
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
  readonly #session: string;
  readonly #child: ChildProcess;

  constructor(session: string, child: ChildProcess) {
    this.#session = session;
    this.#child = child;
  }

  async open(url: string): Promise<void> {
    await command('POST', `${this.#session}/url`, { url });
  }

  async press(role: string, name: RegExp): Promise<void> {
    // Between finding and pressing, the page may draw it anew.
    await soon(`${role} ${name.source}`, async () => {
      const found = await this.#run<Reference | null>(`return (${FIND})(...arguments)`, [role, name.source]);
      if (!found) return null;
      return await command('POST', `${this.#session}/element/${found[ELEMENT]}/click`, {}).then(
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

  text(): Promise<string> {
    return this.#run('return document.body.innerText', []);
  }

  async picture(): Promise<Buffer> {
    return Buffer.from(await command<string>('GET', `${this.#session}/screenshot`), 'base64');
  }

  async close(): Promise<void> {
    await command('DELETE', this.#session).catch(() => undefined);
    end(this.#child);
  }

  #run<T>(script: string, args: readonly unknown[]): Promise<T> {
    return command('POST', `${this.#session}/execute/sync`, { script, args });
  }
}
