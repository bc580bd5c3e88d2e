import { CLOSING_SENTENCE_JA } from '../../src/lib/messages/closing.ts';
import { VERIFY_DESK_JA } from '../../src/lib/messages/verify-desk.ts';
import { VERIFY_JA } from '../../src/lib/messages/verify.ts';
import { samplePdf } from './sample-pdf.ts';
import { expect, expectFits, test } from './stage.ts';

test('a PDF that another app shares is judged on this device, once', async ({ page, stage }) => {
  const { url } = stage.facts;
  await page.goto(`${url}/verify`);
  await page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === 'activated');
  await page.reload();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
  // What the system's share sheet does: a form is posted as a navigation.
  await page.evaluate(
    (bytes) => {
      const form = document.createElement('form');
      Object.assign(form, { method: 'POST', enctype: 'multipart/form-data', action: '/verify/share' });
      const input = document.createElement('input');
      Object.assign(input, { type: 'file', name: 'pdf' });
      const files = new DataTransfer();
      files.items.add(new File([new Uint8Array(bytes)], '工事請負契約書.pdf', { type: 'application/pdf' }));
      input.files = files.files;
      form.append(input);
      document.body.append(form);
      form.submit();
    },
    [...(await samplePdf('contract.pdf', 1))],
  );
  await expect(page.getByRole('heading', { name: '工事請負契約書.pdf' })).toBeVisible();
  await expect(page.getByTestId('conclusion')).toHaveCount(1);
  expect(asked).toContain('POST /verify/share');
  await page.reload();
  await expect(page.getByRole('button', { name: VERIFY_DESK_JA.drop.choose })).toBeEnabled();
  await expect(page.getByTestId('conclusion')).toHaveCount(0);
});

test('M58: a printed report has every check and none of the screen’s controls', async ({ page, stage }) => {
  const envelope = await stage.send([{ name: 'contract.pdf', pages: 1 }]);
  const holder = stage.holder(envelope.token);
  await holder.readAndConsent();
  await stage.signForMunicipality(envelope);
  const { documents } = await holder.view();
  const { bytes } = await holder.octets(`/documents/${documents[0]?.id ?? ''}/concluded`);
  await page.goto(`${stage.facts.url}/verify`);
  await expect(page.getByRole('button', { name: VERIFY_DESK_JA.drop.choose })).toBeEnabled();
  await page
    .getByTestId('files')
    .setInputFiles({ name: 'contract.pdf', mimeType: 'application/pdf', buffer: Buffer.from(bytes) });
  await expect(page.getByTestId('conclusion')).toBeVisible();
  await page.setViewportSize({ width: 720, height: 1020 });
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  for (const hidden of [
    VERIFY_DESK_JA.drop.choose,
    VERIFY_DESK_JA.save.print,
    VERIFY_JA.clear,
    VERIFY_JA.remove,
  ])
    await expect(page.getByRole('button', { name: hidden })).toHaveCount(0);
  await expect(page.getByText(VERIFY_JA.fileHash)).toBeVisible();
  for (const stamped of await page.getByText(VERIFY_JA.stampedAt).all()) await expect(stamped).toBeVisible();
  await expect(page.getByText(CLOSING_SENTENCE_JA)).toBeVisible();
  await expectFits(page);
});
