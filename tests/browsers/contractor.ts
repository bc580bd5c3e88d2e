/**
 * `node tests/browsers/contractor.ts [webkit] [firefox] [--only FLOW] [--pictures DIR]`: a contractor applies, reads,
 * consents and finds the concluded files, and uses the library, in each engine (the end-to-end tests do it in Chromium),
 * over one stack of its own. A browser that is not on this machine is said and left out; one that is named must be
 * there. The last line counts.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import setup from '../e2e/stack-setup.ts';
import { Stage } from '../e2e/stage.ts';
import { apply } from './application.ts';
import type { Driver } from './driver.ts';
import { openFirefox } from './firefox-driver.ts';
import type { Flow } from './flow.ts';
import { useLibrary } from './library.ts';
import { sign } from './signing.ts';
import { openWebKit } from './webkit-driver.ts';

const ENGINES: Readonly<Record<string, (profile: string) => Promise<Driver | null>>> = {
  webkit: openWebKit,
  firefox: openFirefox,
};
const FLOWS: Readonly<Record<string, Flow>> = { apply, sign, library: useLibrary };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { pictures: { type: 'string' }, only: { type: 'string' } },
});
const { pictures, only } = values;
if (positionals.some((name) => !(name in ENGINES)) || (only !== undefined && !(only in FLOWS))) {
  console.error(
    `usage: node tests/browsers/contractor.ts [${Object.keys(ENGINES).join('] [')}] ` +
      `[--only ${Object.keys(FLOWS).join('|')}] [--pictures DIR]`,
  );
  process.exit(2);
}
const flows = Object.entries(FLOWS).filter(([flow]) => only === undefined || flow === only);
const counted = { passed: 0, failed: 0, skipped: 0 };

const shootTo = (driver: Driver, engine: string) => async (screen: string) => {
  if (pictures !== undefined)
    await writeFile(path.join(pictures, `${engine}-${screen}.png`), await driver.picture());
};

/** One flow in one engine, in a browser that knows nothing yet. */
async function walk(engine: string, flow: string, act: Flow, stage: Stage): Promise<void> {
  const profile = await mkdtemp(path.join(tmpdir(), `shomei-${engine}-`));
  const begin = performance.now();
  let driver: Driver | null = null;
  try {
    driver = (await ENGINES[engine]?.(profile)) ?? null;
    if (driver === null) {
      const isNamed = positionals.includes(engine);
      console.log(`${engine}: not on this machine${isNamed ? '' : ', left out'}`);
      counted[isNamed ? 'failed' : 'skipped'] += 1;
      return;
    }
    await act(driver, stage, shootTo(driver, engine));
    counted.passed += 1;
    console.log(`${engine}: ${flow} in ${String(Math.round((performance.now() - begin) / 1000))} s`);
  } catch (error) {
    counted.failed += 1;
    if (driver !== null) await shootTo(driver, engine)(`${flow}-failed`);
    console.log(`${engine}: ${flow}: ${String(error)}\n${(await driver?.text().catch(() => '')) ?? ''}`);
  } finally {
    await driver?.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

if (pictures !== undefined) await mkdir(pictures, { recursive: true });
const end = await setup();
try {
  const stage = await Stage.open();
  for (const engine of Object.keys(ENGINES)) {
    if (positionals.length > 0 && !positionals.includes(engine)) continue;
    for (const [flow, act] of flows) await walk(engine, flow, act, stage);
  }
} finally {
  await end();
}
console.log(
  `${String(counted.passed)} passed, ${String(counted.failed)} failed, ${String(counted.skipped)} skipped`,
);
process.exitCode = counted.failed === 0 ? 0 : 1;
