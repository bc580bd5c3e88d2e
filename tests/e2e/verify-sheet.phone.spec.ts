import { createPrivateKey, sign } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import encodeQR from 'qr';
import { newPublisherKey, publisherJwk } from '../../src/cli/sign-trust-list.ts';
import {
  jwkThumbprint,
  readCertificatePdf,
  sheetSigningInput,
  sheetToken,
} from '../../src/lib/core/certificate/index.ts';
import { VERIFY_DESK_JA } from '../../src/lib/messages/verify-desk.ts';
import { CHROMIUM_ARGS, ensureChromium } from '../browser.ts';
import { expect, expectAccessible, expectFits, test } from './stage.ts';

const d = VERIFY_DESK_JA;

async function choose(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  await page
    .getByTestId('files')
    .setInputFiles({ name, mimeType: 'application/pdf', buffer: Buffer.from(bytes) });
}

test('a sheet’s QR is checked with the list’s keys alone, is never green, and is matched with the file itself', async ({
  page,
  stage,
}) => {
  const envelope = await stage.send([{ name: 'contract.pdf', pages: 1 }]);
  const holder = stage.holder(envelope.token);
  await holder.readAndConsent();
  await stage.signForMunicipality(envelope);
  const { documents, certificates } = await holder.view();
  const contract = (await holder.octets(`/documents/${documents[0]?.id ?? ''}/concluded`)).bytes;
  const sheet = readCertificatePdf(
    (await holder.octets(`/documents/${certificates[0]?.id ?? ''}/certificate`)).bytes,
  );
  if (!sheet.ok) throw new Error(sheet.code);
  const { certificateId, document, envelope: about, signerCount } = sheet.value;
  const last = document.revisions.at(-1);
  const pem = newPublisherKey();
  const jwk = publisherJwk(pem);
  const kid = await jwkThumbprint(jwk);
  const claim = {
    kind: 'certificate',
    certificateId,
    sha256Hex: last?.sha256Hex ?? '',
    length: last?.length ?? 0,
    signerCount,
    managementLabel: about.managementLabel,
    concludedAt: '2026-01-14T05:30:00Z',
  } as const;
  const input = sheetSigningInput(claim, kid);
  if (!input.ok) throw new Error(input.code);
  const key = { key: createPrivateKey(pem), dsaEncoding: 'ieee-p1363' } as const;
  const token = sheetToken(input.value, new Uint8Array(sign('sha256', Buffer.from(input.value), key)));

  // Opened from a phone's camera: the fragment goes to no server and leaves the address bar.
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`${stage.facts.url}/verify#c=${token}`);
  await expect(page.getByTestId('sheet')).toContainText(d.sheet.refused.SHEET_KEY_UNKNOWN);
  expect(page.url()).toBe(`${stage.facts.url}/verify`);
  expect(asked.filter((url) => url.includes(token.slice(0, 40)))).toEqual([]);
  await page.getByRole('button', { name: d.sheet.close }).click();

  const published = (await (await fetch(`${stage.facts.url}/trust-list.json`)).json()) as object;
  const term = { notBefore: '2026-01-01T00:00:00Z', notAfter: '2046-01-01T00:00:00Z', testOnly: true };
  const list = JSON.stringify({ ...published, sheetKeys: [{ kid, jwk, ...term }] });
  await page.locator('summary', { hasText: d.trust.asOf }).click();
  await page
    .getByTestId('trust-replace')
    .setInputFiles({ name: 'list.json', mimeType: 'application/json', buffer: Buffer.from(list) });
  await page.getByText(d.find.title).click();
  await page.getByRole('button', { name: d.find.scan }).click();
  const picture = encodeQR(`${stage.facts.url}/verify#c=${token}`, 'gif', { scale: 4, border: 4 });
  await page
    .getByTestId('code-image')
    .setInputFiles({ name: 'qr.gif', mimeType: 'image/gif', buffer: Buffer.from(picture) });
  const panel = page.getByTestId('sheet');
  await expect(panel).toContainText(d.sheet.genuine);
  await expect(panel).toContainText(certificateId);
  await expect(page.getByTestId('sheet-file')).toHaveText(d.sheet.waiting);
  expect(await panel.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe(
    'rgb(255, 255, 255)',
  );
  await expectAccessible(page);
  await expectFits(page);

  const changed = Uint8Array.from([...contract, 10]);
  await choose(page, 'changed.pdf', changed);
  await expect(page.getByTestId('sheet-file')).toHaveText(d.sheet.matched);
  await page.getByRole('button', { name: '結果を消す' }).click();
  const flipped = contract.slice();
  flipped[100] = (flipped[100] ?? 0) ^ 1;
  await choose(page, 'flipped.pdf', flipped);
  await expect(page.getByTestId('sheet-file')).toHaveText(d.sheet.idOnly);
  await page.getByRole('button', { name: '結果を消す' }).click();
  await choose(page, 'contract.pdf', contract);
  await expect(page.getByTestId('sheet-file')).toHaveText(d.sheet.matched);
});

/** One picture of a QR code for ever, as a camera's raw frames (YUV 4:2:0). */
function filmOf(text: string): Buffer {
  const [width, height] = [640, 480];
  const code = encodeQR(text, 'raw', { border: 4 });
  const scale = Math.floor(height / code.length);
  const [left, top] = [
    Math.floor((width - code.length * scale) / 2),
    Math.floor((height - code.length * scale) / 2),
  ];
  const luma = Buffer.alloc(width * height, 200);
  for (const [y, row] of code.entries())
    for (const [x, dark] of row.entries())
      for (let dy = 0; dy < scale; dy++)
        luma.fill(
          dark ? 20 : 235,
          (top + y * scale + dy) * width + left + x * scale,
          (top + y * scale + dy) * width + left + (x + 1) * scale,
        );
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, Buffer.alloc((width * height) / 2, 128)]);
  return Buffer.concat([
    Buffer.from(`YUV4MPEG2 W${String(width)} H${String(height)} F10:1 Ip A1:1 C420jpeg\n`),
    frame,
    frame,
  ]);
}

test('an ID is scanned with the camera, and the file that carries it is named', async ({ stage }) => {
  const id = '7fdf11d5126db4c1699470984eec8b02';
  const folder = await mkdtemp(path.join(tmpdir(), 'shomei-film-'));
  const film = path.join(folder, 'code.y4m');
  await writeFile(film, filmOf(id));
  const browser = await chromium.launch({
    executablePath: ensureChromium(),
    args: [
      ...CHROMIUM_ARGS,
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${film}`,
    ],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`${stage.facts.url}/verify`);
    await expect(page.getByRole('button', { name: d.drop.choose })).toBeEnabled();
    await page.getByText(d.find.title).click();
    await page.getByRole('button', { name: d.find.scan }).click();
    await expect(page.getByLabel(d.find.label)).toHaveValue(id);
    await expect(page.getByText(d.find.noFiles)).toBeVisible();
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
});
