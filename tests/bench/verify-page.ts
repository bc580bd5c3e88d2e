import { linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type CDPSession, type Page } from '@playwright/test';
import sirv from 'sirv';
import { VERIFY_DESK_JA } from '../../src/lib/messages/verify-desk.ts';
import { VERIFY_JA } from '../../src/lib/messages/verify.ts';
import { startAuthority } from '../../supabase/embedded/authority/index.ts';
import { CHROMIUM_ARGS, findChromium } from '../browser.ts';
import { authorityPorts } from '../pki/authority-ports.ts';
import { sealDocument } from '../pki/seal-document.ts';
import { writeConcludedFolder } from './concluded-folder.ts';
import type { Row } from './documents.ts';
import { largeDocument } from './large-document.ts';

const BUILD = path.join(import.meta.dirname, '../../build');
const FOLDERS = [500, 1_500, 3_000];
const CONTRACTS = 300;
const d = VERIFY_DESK_JA;

/**
 * Folders of 500, 1,500 and 3,000 concluded contracts of 100 KB in the built page (`npm run build` first), and one of 300
 * different ones with their certificates and their ledger: how many a second, how long the page stands still, what it
 * keeps, and how soon it answers to a filter, an order and a scroll.
 */
export async function benchVerifyPage(): Promise<Row[]> {
  const executablePath = findChromium();
  if (executablePath === null) return [{ result: 'Chromium is not installed' }];
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-page-'));
  const authority = await startAuthority({ dataDir: path.join(folder, 'authority') });
  const files = sirv(BUILD, { dev: true, single: '200.html' });
  const server = createServer((request, response) => {
    if (request.url === '/trust-list.json') response.end(JSON.stringify(authority.trustList));
    else files(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_ARGS] });
  try {
    const plan = { certificateId: '7fdf11d5126db4c1699470984eec8b02', signers: ['A', 'B'] };
    const base = await largeDocument(100_000);
    const { final } = await sealDocument(base, { ...plan, claimedAt: new Date() }, authorityPorts(authority));
    const concluded = path.join(folder, 'concluded');
    await writeConcludedFolder(concluded, CONTRACTS, base, authorityPorts(authority));
    const pdfs = readdirSync(concluded).filter((name) => name.endsWith('.pdf')).length;
    const folders = FOLDERS.map((count) => ({ name: String(count), count }));
    const rows: Row[] = [];
    for (const { name, count } of [
      ...folders,
      { name: `${String(pdfs)}, paired, and a ledger`, count: pdfs },
    ]) {
      const page = await browser.newPage({ serviceWorkers: 'block', viewport: { width: 1280, height: 800 } });
      await page.goto(`http://127.0.0.1:${String(port)}/verify`);
      const files = count === pdfs ? concluded : folderOf(path.join(folder, name), final, count);
      rows.push({ files: name, ...(await measured(page, files, count)) });
      await page.close();
    }
    return rows;
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
    await authority.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function folderOf(folder: string, octets: Uint8Array, count: number): string {
  mkdirSync(folder);
  const first = path.join(folder, '0000.pdf');
  writeFileSync(first, octets);
  for (let n = 1; n < count; n += 1) linkSync(first, path.join(folder, `${String(n).padStart(4, '0')}.pdf`));
  return folder;
}

async function measured(page: Page, folder: string, count: number): Promise<Row> {
  const cdp = await page.context().newCDPSession(page);
  await page.getByRole('button', { name: d.drop.folder }).and(page.locator(':enabled')).waitFor();
  const before = await memory(page, cdp);
  await page.getByTestId('folder').setInputFiles(folder);
  const begin = performance.now();
  // From here on: that the browser looks up thousands of files is not the page's.
  await watchStalls(page);
  await page.getByText(VERIFY_JA.summary(count)).waitFor({ state: 'attached', timeout: 600_000 });
  const took = performance.now() - begin;
  const stall = await longestStall(page);
  const after = await memory(page, cdp);
  const good = page.getByRole('group', { name: d.filter }).getByRole('button', { name: d.summary.good });
  const valid = /\d+$/.exec(await good.innerText())?.[0] ?? '0';
  const missing =
    (await page.getByRole('tab', { name: d.tabs.ledger }).count()) === 0 ? '' : await ledgerSums(page);
  const filter = await stalledBy(page, () => good.click());
  const sort = await stalledBy(page, async () => {
    await page.getByLabel(d.sort).selectOption('name');
  });
  const search = await stalledBy(page, () => page.getByLabel(d.search).fill('99'));
  await page.getByLabel(d.search).fill('');
  const list = page.getByRole('list', { name: d.listTitle });
  const scroll = await stalledBy(page, async () => {
    await list.hover();
    for (let n = 0; n < 40; n += 1) await page.mouse.wheel(0, 4_000);
  });
  return {
    'files a second': (count / (took / 1000)).toFixed(0),
    'longest stall while judging': `${stall.toFixed(0)} ms`,
    filter: `${filter.toFixed(0)} ms`,
    sort: `${sort.toFixed(0)} ms`,
    search: `${search.toFixed(0)} ms`,
    scroll: `${scroll.toFixed(0)} ms`,
    'heap before': `${before.heap.toFixed(1)} MB`,
    after: `${after.heap.toFixed(1)} MB`,
    'process before': `${before.process.toFixed(0)} MB`,
    'process after': `${after.process.toFixed(0)} MB`,
    result: `${valid} valid${missing}`,
  };
}

/** What the comparison with the ledger came to. */
async function ledgerSums(page: Page): Promise<string> {
  await page.getByRole('tab', { name: d.tabs.ledger }).click();
  const sums = await page.getByRole('region', { name: d.ledger.title }).getByRole('listitem').allInnerTexts();
  await page.getByRole('tab', { name: d.tabs.files }).click();
  return `; ${sums.slice(0, 3).join('; ')}`;
}

/** The page's heap once it is swept, and its whole process with the workers, in megabytes. */
async function memory(page: Page, cdp: CDPSession): Promise<{ heap: number; process: number }> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  const browser = await page.context().browser()?.newBrowserCDPSession();
  const info = await browser?.send('SystemInfo.getProcessInfo');
  const sizes = (info?.processInfo ?? [])
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(id)}/status`, 'utf8'))?.[1]));
  await browser?.detach();
  return { heap: usedSize / 2 ** 20, process: Math.max(0, ...sizes) / 1024 };
}

/** From now on, the longest time between two painted frames. */
async function watchStalls(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watched = globalThis as unknown as { longestStall: number };
    watched.longestStall = 0;
    let last = performance.now();
    const frame = (now: number): void => {
      watched.longestStall = Math.max(watched.longestStall, now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}

function longestStall(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        // Two frames on, whatever was asked is painted.
        requestAnimationFrame(() =>
          requestAnimationFrame(() => {
            const watched = globalThis as unknown as { longestStall: number };
            resolve(watched.longestStall);
            watched.longestStall = 0;
          }),
        );
      }),
  );
}

async function stalledBy(page: Page, act: () => Promise<void>): Promise<number> {
  await longestStall(page);
  await act();
  return longestStall(page);
}
