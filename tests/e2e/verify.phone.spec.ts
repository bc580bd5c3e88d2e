import type { Page, Request } from '@playwright/test';
import { readCertificatePdf } from '../../src/lib/core/certificate/index.ts';
import type { ConclusionCode } from '../../src/lib/messages/conclusion.ts';
import { CLOSING_SENTENCE_JA } from '../../src/lib/messages/closing.ts';
import { VERIFY_DESK_JA } from '../../src/lib/messages/verify-desk.ts';
import { VERIFY_JA } from '../../src/lib/messages/verify.ts';
import { expect, expectAccessible, expectFits, test } from './stage.ts';

interface Pack {
  readonly contract: Uint8Array;
  readonly certificate: Uint8Array;
  readonly foreignCertificate: Uint8Array;
}

async function choose(page: Page, files: Record<string, Uint8Array>): Promise<void> {
  await page.getByTestId('files').setInputFiles(
    Object.entries(files).map(([name, bytes]) => ({
      name,
      mimeType: name.endsWith('.csv') ? 'text/csv' : 'application/pdf',
      buffer: Buffer.from(bytes),
    })),
  );
}

async function said(page: Page, files: Record<string, Uint8Array>): Promise<ConclusionCode[]> {
  const names = Object.keys(files);
  await choose(page, files);
  await expect(page.getByText(VERIFY_JA.summary(names.length))).toBeAttached();
  // A contract and its certificate are one result.
  await expect(page.getByTestId('conclusion')).toHaveCount(1);
  const first = page
    .getByRole('article')
    .filter({ has: page.getByRole('heading', { name: names[0] ?? '' }) });
  const codes = await first
    .locator('[data-code]')
    .evaluateAll((lines) => lines.map((line) => line.getAttribute('data-code')));
  await page.getByRole('button', { name: VERIFY_JA.clear }).click();
  await expect(page.getByTestId('conclusion')).toHaveCount(0);
  return codes as ConclusionCode[];
}

test('L2, M51: after one visit the page judges with the network off, asks nothing of it, and never overstates', async ({
  page,
  context,
  stage,
}) => {
  const envelope = await stage.send([
    { name: 'one.pdf', pages: 2 },
    { name: 'two.pdf', pages: 1 },
  ]);
  const holder = stage.holder(envelope.token);
  await holder.readAndConsent();
  await stage.signForMunicipality(envelope);
  const { documents, certificates } = await holder.view();
  const one = documents[0]?.id ?? '';
  const certificateOf = async (id: string): Promise<Uint8Array> =>
    (
      await holder.octets(
        `/documents/${certificates.find((row) => row.certifiesDocumentId === id)?.id ?? ''}/certificate`,
      )
    ).bytes;
  const pack: Pack = {
    contract: (await holder.octets(`/documents/${one}/concluded`)).bytes,
    certificate: await certificateOf(one),
    foreignCertificate: await certificateOf(documents[1]?.id ?? ''),
  };

  await page.goto(`${stage.facts.url}/verify`);
  await page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === 'activated');
  await page.reload();
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByRole('button', { name: VERIFY_DESK_JA.drop.choose })).toBeEnabled();
  await expect(page.getByText(VERIFY_JA.trustMissing)).toHaveCount(0);
  await expectAccessible(page);
  // What the service worker answers from its store is no network; anything else is counted.
  const requests: Request[] = [];
  page.on('request', (request) => requests.push(request));

  const { contract, certificate, foreignCertificate } = pack;
  expect(await said(page, { 'contract.pdf': contract })).toEqual(['VALID_ALONE']);
  expect(await said(page, { 'certificate.pdf': certificate })).toEqual(['CERTIFICATE_VALID']);
  expect(await said(page, { 'contract.pdf': contract, 'certificate.pdf': certificate })).toEqual([
    'ALL_VALID',
    'ID_MATCHED',
  ]);
  expect((await said(page, { 'contract.pdf': contract, 'foreign.pdf': foreignCertificate }))[0]).toBe(
    'ID_DIFFERENT',
  );

  const read = readCertificatePdf(certificate);
  if (!read.ok) throw new Error(read.code);
  const { revisions } = read.value.document;
  const lengthOf = (kind: string): number => revisions.find((row) => row.kind === kind)?.length ?? 0;
  const flipped = contract.slice();
  flipped[100] = (flipped[100] ?? 0) ^ 1;
  expect((await said(page, { 'flipped.pdf': flipped, 'certificate.pdf': certificate }))[0]).toBe('CHANGED');
  const cut = contract.slice(0, lengthOf('seal'));
  expect((await said(page, { 'cut.pdf': cut, 'certificate.pdf': certificate }))[0]).toBe('SIGNERS_SHORT');
  const unsigned = contract.slice(0, lengthOf('stamp'));
  expect(await said(page, { 'unsigned.pdf': unsigned })).toEqual(['UNSIGNED_COPY']);
  expect(await said(page, { 'note.pdf': new TextEncoder().encode('not a pdf') })).toEqual(['UNREADABLE']);
  const asked: string[] = [];
  for (const request of requests)
    if (!(await request.response())?.fromServiceWorker()) asked.push(request.url());
  expect(asked).toEqual([]);
});

test('every report ends with what it does not prove, shows its checks, and fits the phone', async ({
  page,
  stage,
}) => {
  await page.goto(`${stage.facts.url}/verify`);
  await expect(page.getByRole('button', { name: VERIFY_DESK_JA.drop.choose })).toBeEnabled();
  await choose(page, { 'note.pdf': new TextEncoder().encode('%PDF-1.7\n') });
  await expect(page.getByText(CLOSING_SENTENCE_JA)).toBeVisible();
  await page.getByText(VERIFY_JA.details).click();
  await expectAccessible(page);
  await expectFits(page);
});
