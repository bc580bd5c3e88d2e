/**
 * Finds the browser that the end-to-end tests drive: the system's Chromium, else Playwright's own download,
 * else (as root on a Debian) the distribution's package, installed on the spot.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';

const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** Flags for a test browser: no sandbox where the kernel gives root none, and no traffic of its own. */
export const CHROMIUM_ARGS: readonly string[] = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The path of a Chromium on this machine, or null. `SHOMEI_CHROMIUM` overrides the search. */
export function findChromium(): string | null {
  const candidates = [process.env['SHOMEI_CHROMIUM'], ...SYSTEM, chromium.executablePath()];
  return candidates.find((p): p is string => p !== undefined && p !== '' && existsSync(p)) ?? null;
}

/**
 * The path of a Chromium, installing one where there is none.
 *
 * @throws Error with one sentence on what to install by hand, where neither way worked.
 */
export function ensureChromium(): string {
  const found = findChromium();
  if (found !== null) return found;
  console.log('No Chromium here: trying Playwright’s download, then the distribution’s package.');
  const run = (command: string, ...args: string[]) => spawnSync(command, args, { stdio: 'inherit' });
  run('npx', 'playwright', 'install', 'chromium');
  if (findChromium() === null && existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    run('apt-get', 'update');
    run('apt-get', 'install', '-y', '--no-install-recommends', 'chromium');
  }
  const now = findChromium();
  if (now === null) {
    throw new Error(
      'The end-to-end tests need Chromium: install the package "chromium", or set SHOMEI_CHROMIUM.',
    );
  }
  return now;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(ensureChromium());
}
