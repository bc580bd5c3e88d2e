import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { SIGN_JA } from '../../src/lib/messages/sign.ts';
import { CHROMIUM_ARGS, ensureChromium } from '../browser.ts';
import { Stage, type SentEnvelope } from '../e2e/stage.ts';
import setup from '../e2e/stack-setup.ts';
import type { Row } from './documents.ts';

const { landing, guide, reading, finish, status } = SIGN_JA;
const SLOWER = 4;
/** 9 Mbit/s with 85 ms, in octets a second: what a phone on a building site has on an ordinary day. */
const LINE = { offline: false, latency: 85, downloadThroughput: 9e6 / 8, uploadThroughput: 9e6 / 8 };
const RUNS = 3;

/**
 * The contractor's waits on a phone, under 4× slower scripts and a 9 Mbit/s line, in Chromium: first page of a
 * 20-page document with an empty cache and with a warm one, and from the consent tap to the word "done".
 *
 * The throttle slows the page's own thread, not its workers; the service runs on the same machine.
 */
export async function benchPhone(): Promise<Row[]> {
  const end = await setup();
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: [...CHROMIUM_ARGS] });
  try {
    const stage = await Stage.open();
    const cold: number[] = [];
    const warm: number[] = [];
    const done: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const envelope = await stage.send([{ name: 'contract.pdf', pages: 20 }]);
      const context = await phone(browser);
      cold.push(await firstPage(context, stage, envelope, true));
      warm.push(await firstPage(context, stage, envelope, false));
      done.push(await consent(context, stage, envelope));
      await context.close();
    }
    return [
      row('first page, nothing cached (from the tap on 署名をはじめる)', cold),
      row('first page, coming back (from the tap on 続きからはじめる)', warm),
      row('consent tap to done', done),
    ];
  } finally {
    await browser.close();
    await end();
  }
}

function row(what: string, ms: readonly number[]): Row {
  const sorted = [...ms].sort((a, b) => a - b);
  const text = (value: number | undefined): string => `${((value ?? 0) / 1000).toFixed(2)} s`;
  return {
    what,
    median: text(sorted[sorted.length >> 1]),
    worst: text(sorted.at(-1)),
    runs: String(ms.length),
  };
}

function phone(browser: Browser): Promise<BrowserContext> {
  return browser.newContext({
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 3,
    isMobile: true,
    hasTouch: true,
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
  });
}

async function slowed(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', LINE);
}

async function firstPage(
  context: BrowserContext,
  stage: Stage,
  envelope: SentEnvelope,
  first: boolean,
): Promise<number> {
  const page = await context.newPage();
  await slowed(page);
  await page.goto(`${stage.facts.url}/s#${envelope.token}`);
  const begin = page.getByRole('button', { name: first ? landing.begin : landing.resume });
  await begin.waitFor();
  const from = performance.now();
  await begin.click();
  if (first) {
    const dialog = page.getByRole('dialog', { name: guide.title });
    await dialog.getByLabel(guide.hide).check();
    await dialog.getByRole('button', { name: guide.close }).last().click();
  }
  // The text layer is laid over a page once its picture stands.
  await page.locator('canvas').first().waitFor();
  await page.getByText('Article 1.').first().waitFor({ state: 'attached' });
  const took = performance.now() - from;
  await page.close();
  return took;
}

async function consent(context: BrowserContext, stage: Stage, envelope: SentEnvelope): Promise<number> {
  const page = await context.newPage();
  await page.goto(`${stage.facts.url}/s#${envelope.token}`);
  const { documents } = await stage.holder(envelope.token).view();
  // The checklist is worked through over HTTP, as another device would: phone and PC share their progress.
  await stage.holder(envelope.token).finishChecklist(documents.map(({ id }) => id));
  await page.getByRole('button', { name: landing.resume }).click();
  await page.getByText(reading.allDone).waitFor();
  await slowed(page);
  await page.getByRole('button', { name: reading.finish, exact: true }).click();
  const confirm = page.getByRole('button', { name: finish.confirm });
  await confirm.waitFor();
  const from = performance.now();
  await confirm.click();
  await page.getByText(status.done).waitFor();
  const took = performance.now() - from;
  await page.close();
  return took;
}
