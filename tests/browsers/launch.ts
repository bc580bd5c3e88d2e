import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { CHROMIUM_ARGS, findChromium } from '../browser.ts';

/** The engines that the verifier must answer alike in. */
export const BROWSERS = ['chromium', 'webkit', 'firefox'] as const;
export type BrowserName = (typeof BROWSERS)[number];

type Command = readonly [string, ...string[]];

// No driver is needed: the page begins by itself and hands its results to the server that it came from.
const COMMANDS: Readonly<Record<BrowserName, (url: string, profile: string) => Command | null>> = {
  chromium: (url, profile) => {
    const chromium = findChromium();
    return chromium === null
      ? null
      : [chromium, '--headless', ...CHROMIUM_ARGS, `--user-data-dir=${profile}`, url];
  },
  // Debian's WebKitGTK has its browser for tests beside the library; it wants a display.
  webkit: (url) => {
    const browser = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';
    return existsSync(browser) && existsSync('/usr/bin/xvfb-run')
      ? ['/usr/bin/xvfb-run', '--auto-servernum', browser, '--private', url]
      : null;
  },
  firefox: (url, profile) => {
    const browser = '/usr/bin/firefox-esr';
    return existsSync(browser)
      ? [browser, '--headless', '--no-remote', '--new-instance', '--profile', profile, url]
      : null;
  },
};

/**
 * Opens a page in a browser of this machine, in a process group of its own.
 *
 * @param profile - an empty folder for what the browser keeps.
 * @returns null where the browser is not here.
 */
export function launch(name: BrowserName, url: string, profile: string): ChildProcess | null {
  const command = COMMANDS[name](url, profile);
  if (command === null) return null;
  const [program, ...args] = command;
  return spawn(program, args, {
    stdio: 'ignore',
    detached: true,
    env: { ...process.env, HOME: profile, XDG_RUNTIME_DIR: profile, NO_AT_BRIDGE: '1' },
  });
}

/** Ends a browser and what it started. */
export function end(browser: ChildProcess): void {
  if (browser.pid === undefined || browser.exitCode !== null) return;
  try {
    process.kill(-browser.pid, 'SIGKILL');
  } catch (error) {
    // It has ended by itself meanwhile.
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ESRCH') throw error;
  }
}
