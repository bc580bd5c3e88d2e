import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page, Request } from '@playwright/test';
import {
  newPublisherKey,
  publisherJwk,
  publisherKeySet,
  signTrustList,
} from '../../src/cli/sign-trust-list.ts';
import { readCertificatePdf } from '../../src/lib/core/certificate/index.ts';
import { readCsv } from '../../src/lib/domain/csv.ts';
import { CLOSING_SENTENCE_JA } from '../../src/lib/messages/closing.ts';
import { LEDGER_JA, outcomeJa } from '../../src/lib/messages/ledger.ts';
import { TRUST_LIST_JA } from '../../src/lib/messages/trust.ts';
import { VERIFY_DESK_JA } from '../../src/lib/messages/verify-desk.ts';
import { VERIFY_JA } from '../../src/lib/messages/verify.ts';
import { make } from '../vectors/workshop.ts';
import { expect, expectAccessible, expectFits, test, type Stage } from './stage.ts';

const d = VERIFY_DESK_JA;

interface Pack {
  readonly contract: Uint8Array;
  readonly certificate: Uint8Array;
  readonly certificateId: string;
  readonly managementLabel: string;
}

async function concludedPack(stage: Stage): Promise<Pack> {
  const envelope = await stage.send([{ name: '工事請負契約書.pdf', pages: 2 }]);
  const holder = stage.holder(envelope.token);
  await holder.readAndConsent();
  await stage.signForMunicipality(envelope);
  const { documents, certificates } = await holder.view();
  const octets = async (at: string): Promise<Uint8Array> => (await holder.octets(at)).bytes;
  const certificate = await octets(`/documents/${certificates[0]?.id ?? ''}/certificate`);
  const read = readCertificatePdf(certificate);
  if (!read.ok) throw new Error(read.code);
  return {
    contract: await octets(`/documents/${documents[0]?.id ?? ''}/concluded`),
    certificate,
    certificateId: read.value.certificateId,
    managementLabel: read.value.envelope.managementLabel,
  };
}

/** What the device keeps: databases, caches with the number of their entries, and both storages. */
function kept(page: Page): Promise<unknown> {
  return page.evaluate(async () => {
    const names = await caches.keys();
    const sizes = names.map(async (name) => [name, (await (await caches.open(name)).keys()).length] as const);
    const databases = (await indexedDB.databases()).map(
      ({ name, version }) => `${name ?? ''} ${String(version)}`,
    );
    return {
      databases,
      caches: await Promise.all(sizes),
      local: { ...localStorage },
      session: Object.keys(sessionStorage).filter((key) => !key.startsWith('sveltekit')),
    };
  });
}

async function choose(page: Page, files: Record<string, Uint8Array | string>): Promise<void> {
  await page.getByTestId('files').setInputFiles(
    Object.entries(files).map(([name, bytes]) => ({
      name,
      mimeType: name.endsWith('.csv') ? 'text/csv' : 'application/pdf',
      buffer: Buffer.from(bytes),
    })),
  );
}

async function savedText(page: Page, button: string): Promise<string> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  return readFile(await (await download).path(), 'utf8');
}

test('M47: with the network off a folder is judged, paired, compared with its ledger and saved; nothing is asked or kept', async ({
  page,
  context,
  stage,
}) => {
  const { contract, certificate, certificateId, managementLabel } = await concludedPack(stage);
  await page.goto(`${stage.facts.url}/verify`);
  await page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === 'activated');
  await page.reload();
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByRole('button', { name: d.drop.choose })).toBeEnabled();
  const before = await kept(page);
  const requests: Request[] = [];
  page.on('request', (request) => requests.push(request));

  const flipped = contract.slice();
  flipped[100] = (flipped[100] ?? 0) ^ 1;
  const [year = '', number = '0'] = [managementLabel.slice(0, -7), managementLabel.slice(-7)];
  const label = (step: number): string => `${year}${String(Number(number) + step).padStart(7, '0')}`;
  const ledger = [
    '管理番号,締結証明書ID,状態',
    `${label(0)},${certificateId},締結済`,
    `${label(1)},${'1'.repeat(32)},取下げ`,
    `${label(3)},${'3'.repeat(32)},締結済`,
  ].join('\r\n');
  await choose(page, {
    '1.pdf': contract,
    '2.pdf': certificate,
    'changed.pdf': flipped,
    'note.pdf': 'no pdf',
    'ledger.csv': ledger,
  });
  await expect(page.getByText(VERIFY_JA.summary(4))).toBeAttached();
  // The certificate stands with its contract: three results.
  const rows = page.getByRole('list', { name: d.listTitle }).getByRole('listitem');
  await expect(rows).toHaveCount(3);
  await expect(rows.filter({ hasText: '1.pdf' })).toContainText('すべての署名が有効です');
  await expect(rows.filter({ hasText: 'changed.pdf' })).toContainText('署名後の変更を検出（改ざん又は破損）');
  const filters = page.getByRole('group', { name: d.filter });
  await filters.getByRole('button', { name: d.summary.bad }).click();
  await expect(rows).toHaveCount(1);
  await filters.getByRole('button', { name: d.summary.all }).click();
  await expectAccessible(page);
  await expectFits(page);

  await page.getByRole('tab', { name: d.tabs.ledger }).click();
  const lines = page.getByRole('list', { name: d.ledger.title }).getByRole('listitem');
  await page.getByText(d.ledger.attention).click();
  const said = (await lines.allInnerTexts()).map((text) => text.split(/\n+/));
  expect(said.find(([first]) => first === label(0))?.join()).toContain(outcomeJa('found_by_id', 'concluded'));
  expect(said.find(([first]) => first === label(1))?.join()).toContain(
    outcomeJa('number_unused', 'withdrawn'),
  );
  expect(said.find(([first]) => first === label(2))?.join()).toContain(LEDGER_JA.gap);
  expect(said.find(([first]) => first === label(3))?.join()).toContain(outcomeJa('not_found', 'concluded'));
  await expectAccessible(page);

  const csv = readCsv(await savedText(page, d.save.csv));
  const cells = csv.ok ? csv.value.map((record) => record.cells) : [];
  expect(cells.find(([name]) => name === '1.pdf')?.at(1)).toBe('TOTAL-PASSED');
  expect(cells.at(-1)?.at(0)).toBe(CLOSING_SENTENCE_JA);
  const json = JSON.parse(await savedText(page, d.save.json)) as {
    files: readonly { file: string; verdict: string; trust: { signature: string } }[];
    ledger: { gaps: readonly unknown[] };
    notice: string;
  };
  expect(json.files.map(({ file }) => file).sort()).toEqual(['1.pdf', '2.pdf', 'changed.pdf', 'note.pdf']);
  expect(json.files.find(({ file }) => file === '1.pdf')?.trust.signature).toBe('signed');
  expect([json.ledger.gaps.length, json.notice]).toEqual([1, CLOSING_SENTENCE_JA]);

  await page.getByRole('tab', { name: d.tabs.files }).click();
  await page.getByText(d.find.title).click();
  await page.getByLabel(d.find.label).fill(certificateId.toUpperCase().replace(/(.{8})(?=.)/g, '$1 '));
  await page.getByRole('button', { name: d.find.search, exact: true }).click();
  await expect(page.getByText(d.find.found(3))).toBeVisible();

  const asked: string[] = [];
  for (const request of requests)
    if (!(await request.response())?.fromServiceWorker() && !request.url().startsWith('blob:'))
      asked.push(request.url());
  expect(asked).toEqual([]);
  expect(await kept(page)).toEqual(before);
});

test('a list loaded and an anchor added for the visit judge anew, are marked in the report, and are gone afterwards', async ({
  page,
  stage,
}) => {
  const { contract } = await concludedPack(stage);
  await page.goto(`${stage.facts.url}/verify`);
  await expect(page.getByRole('button', { name: d.drop.choose })).toBeEnabled();
  await choose(page, { 'contract.pdf': contract });
  await expect(page.getByTestId('conclusion')).toContainText('は有効です');
  await page.locator('summary', { hasText: d.trust.asOf }).click();
  // A list without any issuer, signed by a publisher whom nobody knows.
  const list = Buffer.from(
    JSON.stringify({ version: 1, issuedAt: '2026-01-01T00:00:00Z', name: '別の一覧', anchors: [] }),
  );
  const key = newPublisherKey();
  expect(JSON.parse(await publisherKeySet([publisherJwk(key)]))).toHaveProperty('keys');
  await page.getByTestId('trust-replace').setInputFiles([
    { name: 'other.json', mimeType: 'application/json', buffer: list },
    { name: 'other.jws', mimeType: 'application/jose', buffer: Buffer.from(await signTrustList(list, key)) },
  ]);
  await expect(page.getByTestId('conclusion')).toContainText('発行元を確認できません');
  const report = page.getByRole('article');
  await expect(report).toContainText(TRUST_LIST_JA['unknown-publisher']);
  await expect(report).toContainText(TRUST_LIST_JA.replaced);
  const published = (await (await fetch(`${stage.facts.url}/trust-list.json`)).json()) as {
    anchors: readonly { certificate: string }[];
  };
  await page.getByTestId('trust-add').setInputFiles(
    published.anchors.map(({ certificate }, at) => ({
      name: `anchor-${String(at)}.cer`,
      mimeType: 'application/x-x509-ca-cert',
      buffer: Buffer.from(certificate, 'base64'),
    })),
  );
  await expect(page.getByTestId('conclusion')).toContainText('は有効です');
  await expect(report).toContainText(TRUST_LIST_JA.added(2 * published.anchors.length));
  await page
    .getByTestId('trust-add')
    .setInputFiles([{ name: 'none.pem', mimeType: 'text/plain', buffer: Buffer.from('no certificate') }]);
  await expect(page.getByText(d.trust.unreadable('none.pem'))).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: d.drop.choose })).toBeEnabled();
  await expect(page.getByText(TRUST_LIST_JA.replaced)).toHaveCount(0);
});

test('a finding opens to question, answer, clause and octets, and the signed pages stand beside the present ones', async ({
  page,
  stage,
}) => {
  const { contract, certificate } = await concludedPack(stage);
  await page.goto(`${stage.facts.url}/verify`);
  await expect(page.getByRole('button', { name: d.drop.choose })).toBeEnabled();
  await choose(page, { 'contract.pdf': contract, 'certificate.pdf': certificate });
  await expect(page.getByTestId('conclusion')).toBeVisible();
  await page.getByText(VERIFY_JA.details).click();
  await page.locator('summary', { hasText: 'PDFとして始まっていますか' }).click();
  await expect(page.getByText('ISO 32000-2 §7.5.2')).toBeVisible();
  await page.getByRole('button', { name: d.finding.showBytes }).first().click();
  await expect(page.getByRole('region', { name: d.finding.showBytes })).toContainText('25 50 44 46');
  await page.getByRole('button', { name: d.compare.open }).click();
  await expect(page.getByTestId('compared')).toHaveText(d.compare.same);
  await page.getByRole('button', { name: d.openCertificate }).click();
  await expect(page.getByTestId('conclusion')).toContainText('この証明書の電子署名は有効です');
  await page.goBack();
  await expect(page.getByTestId('conclusion')).toContainText('すべての署名が有効です');
  await expectAccessible(page);
});

test('a chosen folder is walked, its rows are painted only where they are seen, and the keyboard alone opens one', async ({
  page,
  stage,
}) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'shomei-folder-'));
  try {
    await mkdir(path.join(folder, 'deeper'));
    await writeFile(path.join(folder, 'deeper', 'notes.txt'), 'no PDF');
    for (let at = 0; at < 150; at++)
      await writeFile(path.join(folder, 'deeper', `${String(at).padStart(3, '0')}.pdf`), '%PDF-1.7\n');
    await page.goto(`${stage.facts.url}/verify`);
    await expect(page.getByRole('button', { name: d.drop.folder })).toBeEnabled();
    await page.getByTestId('folder').setInputFiles(folder);
    await expect(page.getByText(VERIFY_JA.summary(150))).toBeAttached();
    await expect(page.getByText(d.passedOver(1))).toBeVisible();
    const rows = page.getByRole('list', { name: d.listTitle }).getByRole('listitem');
    expect(await rows.count()).toBeLessThan(60);
    await expect(rows.first()).toHaveAttribute('aria-setsize', '150');
    await rows.first().getByRole('button').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    const last = page.getByRole('listitem').filter({ has: page.locator(':focus') });
    await expect(last).toHaveAttribute('aria-posinset', '150');
    const [name = ''] = /\S+\.pdf/.exec((await last.textContent()) ?? '') ?? [];
    await page.keyboard.press('Enter');
    await expect(page.getByRole('article')).toContainText(name);
    await page.getByRole('button', { name: d.back }).click();
    await expect(rows.first()).toBeVisible();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('hundreds of signed files: progress, cancel, filter, order, scroll, and memory that stays', async ({
  page,
  stage,
}) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'shomei-hundreds-'));
  try {
    const { file } = await make({});
    const changed = file.slice();
    changed[20] = (changed[20] ?? 0) ^ 1;
    const batch = async (name: string, count: number): Promise<string> => {
      const at = path.join(folder, name);
      await mkdir(at);
      for (let n = 1; n <= count; n += 1)
        await writeFile(path.join(at, `${String(n).padStart(3, '0')}.pdf`), n === 77 ? changed : file);
      return at;
    };
    const [first, second] = [await batch('first', 300), await batch('second', 300)];
    await page.goto(`${stage.facts.url}/verify`);
    await expect(page.getByRole('button', { name: d.drop.folder })).toBeEnabled();
    const cdp = await page.context().newCDPSession(page);
    const heap = async (): Promise<number> => {
      await cdp.send('HeapProfiler.collectGarbage');
      return (await cdp.send('Runtime.getHeapUsage')).usedSize;
    };
    const rows = page.getByRole('list', { name: d.listTitle }).getByRole('listitem');
    const filters = page.getByRole('group', { name: d.filter });

    // Cancelled under way: what is judged stays, what waits leaves, and the page is ready for more.
    await page.getByTestId('folder').setInputFiles(first);
    await expect(page.getByRole('progressbar', { name: d.progress })).not.toHaveAttribute(
      'aria-valuenow',
      '0',
    );
    await page.getByRole('button', { name: d.cancel }).click();
    await expect(page.getByRole('progressbar')).toHaveCount(0);
    const kept = Number(await rows.first().getAttribute('aria-setsize'));
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(300);
    await expect(page.getByText(VERIFY_JA.summary(kept))).toBeAttached();
    await page.getByRole('button', { name: VERIFY_JA.clear }).click();

    await page.getByTestId('folder').setInputFiles(first);
    await expect(page.getByText(VERIFY_JA.summary(300))).toBeAttached({ timeout: 60_000 });
    const before = await heap();
    await page.getByTestId('folder').setInputFiles(second);
    await expect(page.getByText(VERIFY_JA.summary(600))).toBeAttached({ timeout: 60_000 });
    // A file's report in the page is a few kilobytes, packed; the octets of all would be megabytes.
    expect((await heap()) - before).toBeLessThan(300 * 8_192);

    await filters.getByRole('button', { name: d.summary.bad }).click();
    await expect(rows).toHaveCount(2);
    await filters.getByRole('button', { name: d.summary.all }).click();
    await page.getByLabel(d.sort).selectOption('result');
    await expect(rows.nth(1)).toContainText('second/077.pdf');
    await page.getByLabel(d.search).fill('second/29');
    await expect(page.getByText(d.shown(10))).toBeVisible();
    await page.getByLabel(d.search).fill('');
    await page.getByLabel(d.sort).selectOption('name');
    await rows.first().getByRole('button').focus();
    await page.keyboard.press('End');
    const last = page.getByRole('listitem').filter({ has: page.locator(':focus') });
    await expect(last).toContainText('second/300.pdf');
    expect(await rows.count()).toBeLessThan(60);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
