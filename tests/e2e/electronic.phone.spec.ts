import { readCertificatePdf } from '../../src/lib/core/certificate/index.ts';
import { CONSOLE_JA } from '../../src/lib/messages/console-screens.ts';
import { GUARANTEE_JA as D } from '../../src/lib/messages/guarantee.ts';
import { SIGN_JA } from '../../src/lib/messages/sign.ts';
import { signIn } from './one-time-codes.ts';
import { picture } from './picture.ts';
import { expect, expectAccessible, expectFits, test } from './stage.ts';

const { landing, guide, reading, checklist, guarantee: G, download, paperStill } = SIGN_JA;
const NUMBER = 'DH-2026-000123';
const KEY = 'k7Q-secret-9x';

test('M34: 電子保証, where the rules have it: number and key are given, staff look it up, it is signed, and the key stays with them', async ({
  page,
  stage,
  browser,
}) => {
  test.slow();
  const { url } = stage.facts;
  const draft = await stage.draft([{ name: 'contract.pdf', pages: 1 }], undefined, {}, true);
  await stage.allow(draft, ['security', 'electronic']);
  const envelope = await stage.dispatch(draft);

  await test.step('on the phone', async () => {
    await page.goto(`${url}/s#${envelope.token}`);
    await page.getByRole('button', { name: landing.begin }).click();
    await page
      .getByRole('dialog', { name: guide.title })
      .getByRole('button', { name: guide.close })
      .last()
      .click();
    await page.getByRole('button', { name: new RegExp(reading.checklist) }).click();
    await page.getByRole('button', { name: new RegExp(checklist.guarantee) }).click();
    const dialog = page.getByRole('dialog', { name: G.title });
    await dialog.getByRole('radio', { name: G.kinds.electronic.label }).check();
    await dialog.getByRole('button', { name: G.give }).click();
    await expect(dialog.getByText(G.missing.contractNumber)).toBeVisible();
    await expect(dialog.getByText(G.missing.accessKey)).toBeVisible();
    await expect(dialog.getByRole('textbox', { name: G.contractNumber })).toBeFocused();
    await dialog.getByRole('textbox', { name: G.contractNumber }).fill(NUMBER);
    await dialog.getByRole('textbox', { name: G.accessKey }).fill(KEY);
    await picture(page, 'electronic-giving');
    await expectAccessible(page);
    await expectFits(page);
    await dialog.getByRole('button', { name: G.give }).click();
    await expect(page.getByRole('dialog', { name: checklist.title })).toBeVisible();
    const view = await stage.holder(envelope.token).view();
    expect(view.guarantee?.given).toMatchObject({ kind: 'electronic', contractNumber: NUMBER });
    expect(JSON.stringify(view)).not.toContain(KEY);
  });

  const desk = await (await browser.newContext({ viewport: { width: 820, height: 1180 } })).newPage();
  await test.step('on the desk, where it is accepted', async () => {
    await stage.holder(envelope.token).readAndConsent();
    await signIn(desk, stage.facts, 'drafter', 'takizawa');
    await desk.goto(`${url}/console/envelopes/${envelope.id}`);
    await expect(desk.getByText(KEY)).toBeVisible();
    await expect(desk.getByText(NUMBER)).toBeVisible();
    await picture(desk, 'electronic-desk');
    await expectAccessible(desk);
    await desk.getByRole('button', { name: D.accept, exact: true }).click();
    await expect(desk.getByText(D.states.accepted)).toBeVisible();
  });

  await test.step('to the conclusion, with nothing due on paper for it and no key in the certificate', async () => {
    await stage.signForMunicipality(envelope);
    await page.reload();
    await expect(page.getByRole('heading', { name: download.title })).toBeVisible();
    await expect(page.getByText(paperStill.original)).toHaveCount(0);
    await expect(page.getByText(KEY)).toHaveCount(0);
    await picture(page, 'electronic-completion');
    const { bytes } = await stage
      .holder(envelope.token)
      .octets(`/documents/${envelope.documentIds[0] ?? ''}/certificate`);
    const certificate = readCertificatePdf(bytes);
    if (!certificate.ok) throw new Error(certificate.code);
    expect(JSON.stringify(certificate.value)).not.toContain(KEY);
    await desk.reload();
    await expect(desk.getByRole('heading', { name: CONSOLE_JA.envelope.certificates })).toBeVisible();
    await desk.context().close();
  });
});
