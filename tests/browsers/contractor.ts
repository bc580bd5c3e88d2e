/**
 * `node tests/browsers/contractor.ts [webkit] [firefox] [--pictures DIR]`: a contractor reads, consents and finds the
 * concluded files in each engine (the end-to-end tests do it in Chromium), over a stack of its own. A browser that is
 * not on this machine is said and left out; one that is named must be there. The last line counts.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { SIGN_JA } from '../../src/lib/messages/sign.ts';
import setup from '../e2e/stack-setup.ts';
import { Stage } from '../e2e/stage.ts';
import type { Driver } from './driver.ts';
import { openFirefox } from './firefox-driver.ts';
import { openWebKit } from './webkit-driver.ts';

const ENGINES: Readonly<Record<string, (profile: string) => Promise<Driver | null>>> = {
  webkit: openWebKit,
  firefox: openFirefox,
};
const { landing, guide, reading, checklist, note, principal, operator, finish, status, download } = SIGN_JA;
/** Words that may be read only once an envelope is concluded (L1). */
const CONCLUDED_WORDS = /締結済|契約成立/;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { pictures: { type: 'string' } },
});

/** A name as it is written, with whatever else the control says. */
const named = (text: string): RegExp => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
const whole = (text: string): RegExp => new RegExp(`^\\s*${named(text).source}\\s*$`);

async function sign(driver: Driver, stage: Stage, shoot: (name: string) => Promise<void>): Promise<void> {
  const envelope = await stage.send([
    { name: 'contract.pdf', pages: 2 },
    { name: 'plan.pdf', pages: 1 },
  ]);
  await driver.open(`${stage.facts.url}/s#${envelope.token}`);
  await driver.see(named(landing.title));
  await shoot('landing');
  await driver.press('button', named(landing.begin));
  await driver.see(named(guide.title));
  await driver.press('button', whole(guide.close));
  for (const number of [1, 2]) {
    await driver.press('tab', named(reading.tab(number)));
    await driver.see(new RegExp(`${reading.tab(number)}[\\s\\S]{0,20}${reading.read}`));
  }
  await shoot('reading');
  await driver.press('button', named(reading.checklist));
  await driver.press('button', named(checklist.note));
  await driver.press('button', whole(note.confirm));
  await driver.press('button', named(checklist.principal));
  await driver.press('button', whole(principal.confirm));
  await driver.press('button', named(checklist.operator));
  await driver.press('radio', named(operator.principal));
  await driver.press('button', whole(operator.confirm));
  await driver.see(named(reading.allDone));
  await driver.press('button', whole(reading.finish));
  await shoot('finish');
  await driver.press('button', whole(finish.confirm));
  await driver.see(named(status.doneTitle));
  if (CONCLUDED_WORDS.test(await driver.text())) throw new Error('called concluded before it is');
  await stage.signForMunicipality(envelope);
  await driver.see(named(download.concluded));
  await shoot('concluded');
}

const unknown = positionals.filter((name) => !(name in ENGINES));
if (unknown.length > 0) {
  console.error(
    `usage: node tests/browsers/contractor.ts [${Object.keys(ENGINES).join('] [')}] [--pictures DIR]`,
  );
  process.exit(2);
}
const counted = { passed: 0, failed: 0, skipped: 0 };
const end = await setup();
try {
  const stage = await Stage.open();
  for (const [name, open] of Object.entries(ENGINES)) {
    const isNamed = positionals.includes(name);
    if (positionals.length > 0 && !isNamed) continue;
    const profile = await mkdtemp(path.join(tmpdir(), `shomei-${name}-`));
    const driver = await open(profile);
    try {
      if (driver === null) {
        console.log(`${name}: not on this machine${isNamed ? '' : ', left out'}`);
        counted[isNamed ? 'failed' : 'skipped'] += 1;
        continue;
      }
      const folder = values.pictures;
      if (folder !== undefined) await mkdir(folder, { recursive: true });
      await sign(driver, stage, async (screen) => {
        if (folder !== undefined)
          await writeFile(path.join(folder, `${name}-${screen}.png`), await driver.picture());
      });
      counted.passed += 1;
      console.log(`${name}: read, consented, concluded`);
    } catch (error) {
      counted.failed += 1;
      console.log(`${name}: ${String(error)}\n${(await driver?.text().catch(() => '')) ?? ''}`);
    } finally {
      await driver?.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  }
} finally {
  await end();
}
console.log(
  `${String(counted.passed)} passed, ${String(counted.failed)} failed, ${String(counted.skipped)} skipped`,
);
process.exitCode = counted.failed === 0 ? 0 : 1;
