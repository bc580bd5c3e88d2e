import { createPrivateKey, sign } from 'node:crypto';
import type { Page } from '@playwright/test';
import encodeQR from 'qr';
import { nodeDigest } from '../../src/cli/node-digest.ts';
import { newPublisherKey, publisherJwk } from '../../src/cli/sign-trust-list.ts';
import { toHex } from '../../src/lib/core/bytes/hex.ts';
import {
  jwkThumbprint,
  readEnvelopeSheetPdf,
  sheetListText,
  sheetSigningInput,
  sheetToken,
  type EnvelopeSheet,
} from '../../src/lib/core/certificate/index.ts';
import { SHEET_LISTING_JA } from '../../src/lib/messages/sheet-conclusion.ts';
import { VERIFY_DESK_JA } from '../../src/lib/messages/verify-desk.ts';
import { expect, expectAccessible, expectFits, test } from './stage.ts';

const d = VERIFY_DESK_JA;

async function choose(page: Page, files: Record<string, Uint8Array>): Promise<void> {
  await page.getByTestId('files').setInputFiles(
    Object.entries(files).map(([name, bytes]) => ({
      name,
      mimeType: 'application/pdf',
      buffer: Buffer.from(bytes),
    })),
  );
}

/** What the QR of a long list opens, signed by a key of the test's own, and the trust list that publishes it. */
async function longListCode(
  url: string,
  { documents }: EnvelopeSheet,
): Promise<{ token: string; list: string }> {
  const pem = newPublisherKey();
  const jwk = publisherJwk(pem);
  const kid = await jwkThumbprint(jwk);
  const [digest] = await nodeDigest('SHA-256', [[new TextEncoder().encode(sheetListText(documents))]]);
  const listSha256Hex = toHex(digest ?? new Uint8Array());
  const input = sheetSigningInput(
    { kind: 'envelope-list', listSha256Hex, documentCount: documents.length },
    kid,
  );
  if (!input.ok) throw new Error(input.code);
  const key = { key: createPrivateKey(pem), dsaEncoding: 'ieee-p1363' } as const;
  const published = (await (await fetch(`${url}/trust-list.json`)).json()) as object;
  const term = { notBefore: '2026-01-01T00:00:00Z', notAfter: '2046-01-01T00:00:00Z', testOnly: true };
  return {
    token: sheetToken(input.value, new Uint8Array(sign('sha256', Buffer.from(input.value), key))),
    list: JSON.stringify({ ...published, sheetKeys: [{ kid, jwk, ...term }] }),
  };
}

test('M46: the list of an envelope’s documents says which of the chosen files it lists, and its QR is never green', async ({
  page,
  stage,
}) => {
  const envelope = await stage.send([
    { name: 'contract.pdf', pages: 1 },
    { name: 'plan.pdf', pages: 1 },
  ]);
  const holder = stage.holder(envelope.token);
  await holder.readAndConsent();
  await stage.signForMunicipality(envelope);
  const { documents, sheet } = await holder.view();
  const list = (await holder.octets(`/documents/${sheet?.id ?? ''}/certificate`)).bytes;
  const [contract = new Uint8Array(), plan = new Uint8Array()] = await Promise.all(
    documents.map(async ({ id }) => (await holder.octets(`/documents/${id}/concluded`)).bytes),
  );
  const content = readEnvelopeSheetPdf(list);
  if (!content.ok) throw new Error(content.code);

  await page.goto(`${stage.facts.url}/verify`);
  await expect(page.getByRole('button', { name: d.drop.choose })).toBeEnabled();
  const codes = page.getByTestId('conclusion').locator('[data-code]');
  const states = page.getByTestId('listed').getByRole('listitem');

  // Alone it is a certificate that asks for its contracts.
  await choose(page, { 'list.pdf': list });
  await expect(codes).toHaveAttribute('data-code', 'CERTIFICATE_VALID');
  await expect(page.getByRole('heading', { name: SHEET_LISTING_JA.title })).toBeVisible();
  await expect(states).toHaveCount(2);
  await expectAccessible(page);
  await expectFits(page);

  // A changed copy of the one has its ID and not its bytes; the other is not there.
  const flipped = contract.slice();
  flipped[100] = (flipped[100] ?? 0) ^ 1;
  await choose(page, { 'changed.pdf': flipped });
  const rows = page.getByRole('list', { name: d.listTitle }).getByRole('listitem');
  await rows.filter({ hasText: 'list.pdf' }).getByRole('button').click();
  await expect(states.first()).toHaveAttribute('data-state', 'differs');
  await expect(states.last()).toHaveAttribute('data-state', 'absent');
  await expect(codes.first()).toHaveAttribute('data-code', 'SHEET_DIFFERS');
  await expectAccessible(page);
  await page.getByRole('button', { name: d.back }).click();

  // With both whole, the list is whole, and each file is reached from it.
  await choose(page, { 'contract.pdf': contract, 'plan.pdf': plan });
  await rows.filter({ hasText: 'list.pdf' }).getByRole('button').click();
  // What was said of the changed copy stands until the new files are judged.
  await expect(codes).toHaveCount(1);
  await expect(codes).toHaveAttribute('data-code', 'SHEET_WHOLE');
  for (const state of await states.all()) await expect(state).toHaveAttribute('data-state', 'matched');
  await expectAccessible(page);
  await expectFits(page);
  await states.first().getByRole('button', { name: SHEET_LISTING_JA.open }).click();
  await expect(page.getByRole('heading', { name: 'contract.pdf' })).toBeVisible();

  // The QR of a list too long for it holds the hash of the list: the PDF of the list is found by it.
  const { token, list: trust } = await longListCode(stage.facts.url, content.value);
  await page.reload();
  await page.locator('summary', { hasText: d.trust.asOf }).click();
  await page
    .getByTestId('trust-replace')
    .setInputFiles({ name: 'list.json', mimeType: 'application/json', buffer: Buffer.from(trust) });
  await page.getByText(d.find.title).click();
  await page.getByRole('button', { name: d.find.scan }).click();
  const picture = encodeQR(`${stage.facts.url}/verify#c=${token}`, 'gif', { scale: 4, border: 4 });
  await page
    .getByTestId('code-image')
    .setInputFiles({ name: 'qr.gif', mimeType: 'image/gif', buffer: Buffer.from(picture) });
  const panel = page.getByTestId('sheet');
  await expect(panel).toContainText(d.sheet.genuine);
  await expect(page.getByTestId('sheet-file')).toHaveText(d.sheet.listWaiting);
  await choose(page, { 'contract.pdf': contract });
  await expect(page.getByTestId('sheet-file')).toHaveText(d.sheet.listNotThere);
  await choose(page, { 'list.pdf': list });
  await expect(page.getByTestId('sheet-file')).toHaveText(d.sheet.listMatched);
  expect(await panel.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe(
    'rgb(255, 255, 255)',
  );
  await expectAccessible(page);
});
