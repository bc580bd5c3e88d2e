/**
 * `node tests/pictures.ts DIR`: walks the three roles' screens in a browser and photographs each one at 360×740,
 * 820×1180 and 1280×800, for people to look at. With `--docs` it also renews the README's three pictures.
 */
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { APPLY_JA } from '../src/lib/messages/apply.ts';
import { CONSOLE_JA } from '../src/lib/messages/console-screens.ts';
import { SIGN_JA } from '../src/lib/messages/sign.ts';
import { VERIFY_JA } from '../src/lib/messages/verify.ts';
import { CHROMIUM_ARGS, ensureChromium } from './browser.ts';
import { contractPdf } from './e2e/contract-pdf.ts';
import { signIn } from './e2e/one-time-codes.ts';
import setup from './e2e/stack-setup.ts';
import { Stage } from './e2e/stage.ts';

const SIZES = [
  [360, 740],
  [820, 1180],
  [1280, 800],
] as const;
const { landing, guide, reading, finish, checklist } = SIGN_JA;

const out = path.resolve(process.argv[2] ?? 'pictures');
await mkdir(out, { recursive: true });
const end = await setup();
const browser = await chromium.launch({ executablePath: ensureChromium(), args: [...CHROMIUM_ARGS] });

async function shoot(page: Page, name: string): Promise<void> {
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    // Pages are drawn anew at another width; two frames after the network is quiet they stand.
    await page.waitForLoadState('networkidle');
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    await page.screenshot({ path: path.join(out, `${name}-${String(width)}.png`) });
  }
  await page.setViewportSize({ width: 390, height: 844 });
}

function visitor(): Promise<BrowserContext> {
  return browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    acceptDownloads: true,
  });
}

try {
  const stage = await Stage.open();
  const { url } = stage.facts;
  const envelope = await stage.send(
    [
      { name: '工事請負契約書.pdf', pages: 3, bytes: await contractPdf('工事請負契約書', 3) },
      { name: '特記仕様書.pdf', pages: 1, bytes: await contractPdf('特記仕様書', 1) },
    ],
    '市道中央線 舗装補修工事',
  );
  const page = await (await visitor()).newPage();
  await page.goto(url);
  await shoot(page, '01-home');
  await page.goto(`${url}/s#${envelope.token}`);
  await page.getByRole('heading', { name: landing.title }).waitFor();
  await shoot(page, '02-landing');
  await page.getByRole('button', { name: landing.begin }).click();
  const dialog = page.getByRole('dialog', { name: guide.title });
  await dialog.waitFor();
  await shoot(page, '03-guide');
  await dialog.getByRole('button', { name: guide.close }).last().click();
  await page.locator('canvas').first().waitFor();
  await shoot(page, '04-reading');
  await page.getByRole('button', { name: new RegExp(reading.checklist) }).click();
  await page.getByRole('button', { name: new RegExp(checklist.note) }).waitFor();
  await shoot(page, '05-checklist');
  await page.getByRole('button', { name: new RegExp(checklist.note) }).click();
  await shoot(page, '06-note');
  const holder = stage.holder(envelope.token);
  await holder.finishChecklist((await holder.view()).documents.map(({ id }) => id));
  await page.reload();
  const close = page
    .getByRole('dialog', { name: guide.title })
    .getByRole('button', { name: guide.close })
    .last();
  await page.getByText(reading.allDone).waitFor();
  if (await close.isVisible()) await close.click();
  await page.getByRole('button', { name: reading.menu }).click();
  await shoot(page, '07-menu');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: reading.finish, exact: true }).click();
  await page.getByRole('dialog', { name: finish.title }).waitFor();
  await shoot(page, '08-finish');
  await page.getByRole('button', { name: finish.confirm }).click();
  await page.getByText(SIGN_JA.status.done).waitFor();
  await shoot(page, '09-status');

  const tablet = await (await visitor()).newPage();
  await tablet.goto(`${url}/login`);
  await tablet.getByLabel(CONSOLE_JA.signIn.email).waitFor();
  await shoot(tablet, '20-login');
  await signIn(tablet, stage.facts, 'admin', 'takizawa');
  await tablet.getByRole('link', { name: envelope.title }).first().waitFor();
  await shoot(tablet, '21-list');
  await tablet.goto(`${url}/console/new`);
  await tablet.getByRole('button', { name: CONSOLE_JA.form.send, exact: true }).waitFor();
  await shoot(tablet, '22-new');
  await tablet.goto(`${url}/console/envelopes/${envelope.id}`);
  await tablet.getByText(envelope.email).first().waitFor();
  await shoot(tablet, '23-envelope');
  await tablet.screenshot({ path: path.join(out, '23-envelope-full.png'), fullPage: true });

  await stage.signForMunicipality(envelope);
  await page.getByText(SIGN_JA.download.concluded).waitFor({ timeout: 60_000 });
  await shoot(page, '10-download');
  await tablet.reload();
  await tablet.getByRole('heading', { name: CONSOLE_JA.envelope.certificates }).waitFor();
  await shoot(tablet, '24-concluded');
  await tablet.screenshot({ path: path.join(out, '24-concluded-full.png'), fullPage: true });

  for (const [number, screen] of [
    [40, 'waiting'],
    [41, 'cases'],
    [42, 'cases/new'],
    [43, 'cases/import'],
    [44, 'ledger'],
    [45, 'log'],
    [46, 'members'],
    [47, 'rules'],
    [48, 'renewal'],
  ] as const) {
    await tablet.goto(`${url}/console/${screen}`);
    await tablet.getByRole('heading', { level: 1 }).waitFor();
    await shoot(tablet, `${String(number)}-${screen.replace('/', '-')}`);
  }
  await tablet.goto(`${url}/console/cases`);
  await tablet
    .getByRole('main')
    .getByRole('link')
    .filter({ hasText: /試験|工事/ })
    .first()
    .click();
  await tablet.getByRole('heading', { level: 1 }).waitFor();
  await shoot(tablet, '49-case');
  await tablet.screenshot({ path: path.join(out, '49-case-full.png'), fullPage: true });

  const { documents, certificates } = await holder.view();
  const one = documents[0]?.id ?? '';
  const certificate = certificates.find((row) => row.certifiesDocumentId === one)?.id ?? '';
  const file = async (name: string, at: string) => ({
    name,
    mimeType: 'application/pdf',
    buffer: Buffer.from((await holder.octets(at)).bytes),
  });
  const contract = await file('工事請負契約書.pdf', `/documents/${one}/concluded`);
  const sheet = await file('電子契約締結証明書.pdf', `/documents/${certificate}/certificate`);
  await page.goto(`${url}/verify`);
  await shoot(page, '30-verify');
  await page.getByTestId('files').setInputFiles([contract, sheet]);
  await page.getByText(VERIFY_JA.summary(2)).waitFor({ state: 'attached' });
  await shoot(page, '31-verified');
  await page.screenshot({ path: path.join(out, '31-verified-full.png'), fullPage: true });
  await page.getByRole('button', { name: VERIFY_JA.clear }).click();
  const flipped = { ...contract, buffer: Buffer.from(contract.buffer) };
  flipped.buffer[100] = (flipped.buffer[100] ?? 0) ^ 1;
  await page.getByTestId('files').setInputFiles([flipped]);
  await page.getByText(VERIFY_JA.summary(1)).waitFor({ state: 'attached' });
  await shoot(page, '32-changed');
  for (const [number, screen] of [
    [33, 'help'],
    [34, 'help/compare'],
    [35, 'help/faq'],
    [36, 'apply'],
  ] as const) {
    await page.goto(`${url}/${screen}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await shoot(page, `${String(number)}-${screen.replace('/', '-')}`);
  }
  await page.goto(`${url}/help/faq`);
  await page.getByRole('link', { name: '滝沢市' }).click();
  await page.getByRole('heading', { level: 2 }).first().waitFor();
  await shoot(page, '37-faq');
  await page.goto(`${url}/apply`);
  await page.getByRole('link', { name: APPLY_JA.places.form }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await shoot(page, '38-apply');

  if (process.argv.includes('--docs')) {
    const docs = path.resolve(import.meta.dirname, '../docs/pictures');
    await mkdir(docs, { recursive: true });
    await copyFile(path.join(out, '04-reading-360.png'), path.join(docs, 'contractor.png'));
    await copyFile(path.join(out, '21-list-820.png'), path.join(docs, 'console.png'));
    await copyFile(path.join(out, '31-verified-820.png'), path.join(docs, 'verify.png'));
  }
} finally {
  await browser.close();
  await end();
}
