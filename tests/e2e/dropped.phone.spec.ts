import type { Page, Request } from '@playwright/test';
import { APPLY_JA } from '../../src/lib/messages/apply.ts';
import { REFUSAL_JA } from '../../src/lib/messages/refusal.ts';
import { SIGN_JA } from '../../src/lib/messages/sign.ts';
import { codeMailedTo, mailsTo } from './apply-form.ts';
import { samplePdf } from './sample-pdf.ts';
import { expect, expectAccessible, test } from './stage.ts';

test.use({ viewport: { width: 360, height: 740 } });

const { landing, reading, finish, status, guide, closed, declining, link } = SIGN_JA;

/** Lets the service do what is asked, and loses its answer on the way back, once. */
async function loseAnswer(page: Page, pattern: string): Promise<void> {
  await page.route(
    pattern,
    async (route) => {
      const answer = await route.fetch();
      expect(answer.ok()).toBe(true);
      await route.abort('connectionreset');
    },
    { times: 1 },
  );
}

/** Requests of the page that match, as they are made. */
function watch(page: Page, pattern: RegExp): Request[] {
  const made: Request[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET' && pattern.test(request.url())) made.push(request);
  });
  return made;
}

test('M12, L30: a line that drops while papers are sent loses nothing, and nothing is sent twice', async ({
  page,
  context,
  stage,
}) => {
  test.slow();
  const { facts } = stage;
  const address = `dropped-${Date.now().toString(36)}@contractor.example`;
  const { terms, email, confirm, done } = APPLY_JA;
  const next = page.getByRole('button', { name: APPLY_JA.next, exact: true });
  await page.goto(
    `${facts.url}/apply/032166?case=${encodeURIComponent((await stage.openCase()).caseNumber)}`,
  );
  await page.getByRole('checkbox', { name: terms.agree }).check();
  await next.click();
  await next.click();
  await page.getByLabel(APPLY_JA.applicant.company).fill('株式会社滝沢試験工業');
  await page.getByLabel(APPLY_JA.applicant.principalName).fill('滝沢 花子');
  await next.click();
  await page.getByLabel(email.email, { exact: false }).first().fill(address);
  await page.getByLabel(email.again).fill(address);

  await test.step('without a line the address typed stays', async () => {
    await context.setOffline(true);
    await page.getByRole('button', { name: email.send }).click();
    await expect(page.getByRole('alert')).toContainText(REFUSAL_JA.OFFLINE.happened);
    await expect(page.getByLabel(email.again)).toHaveValue(address);
    await context.setOffline(false);
  });
  await page.getByRole('button', { name: email.send }).click();
  await page.getByLabel(email.code).fill(await codeMailedTo(facts.inboxUrl, address));
  await page.getByRole('button', { name: email.confirm, exact: true }).click();
  await next.click();

  // One paper of three parts, one of one.
  const long = Buffer.concat([Buffer.from(await samplePdf('long', 1)), Buffer.alloc(9 * 1024 * 1024, '%\n')]);
  const short = Buffer.from(await samplePdf('short', 1));
  const choosers = page.locator('input[type=file][multiple]');
  for (const [index, buffer] of [long, short].entries()) {
    await choosers
      .nth(index)
      .setInputFiles({ name: `paper-${String(index)}.pdf`, mimeType: 'application/pdf', buffer });
    await expect(page.getByText(`paper-${String(index)}.pdf`)).toBeVisible();
  }
  await next.click();
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await next.click();

  const sent = watch(page, /\/parts\/\d+$/);
  const submit = page.getByRole('button', { name: confirm.submit });
  await test.step('the network goes as the second part is on its way', async () => {
    await page.route(
      '**/parts/1',
      async (route) => {
        await context.setOffline(true);
        await route.abort('internetdisconnected');
      },
      { times: 1 },
    );
    await submit.click();
    await expect(page.getByRole('alert')).toContainText(REFUSAL_JA.OFFLINE.happened);
    await expectAccessible(page);
    await expect(page.getByText(address)).toBeVisible();
  });

  await test.step('once it is back, what arrived is not sent again; an answer that is lost submits nothing twice', async () => {
    await context.setOffline(false);
    let applicationId = '';
    await page.route(
      '**/submit',
      async (route) => {
        const answer = await route.fetch();
        expect(answer.ok()).toBe(true);
        ({ applicationId } = (await answer.json()) as { applicationId: string });
        await route.abort('connectionreset');
      },
      { times: 1 },
    );
    await submit.click();
    await expect(page.getByRole('alert')).toContainText(REFUSAL_JA.OFFLINE.happened);
    const numbers = sent.map((request) => /\/([^/]+)\/parts\/(\d+)$/.exec(request.url())?.slice(1).join(' '));
    // The part that was cut off is the only one that was sent again.
    expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toHaveLength(1);
    expect(numbers).toHaveLength(5);
    await submit.click();
    await expect(page.getByRole('heading', { name: done.heading })).toBeVisible();
    await expect(page.getByText(applicationId.slice(0, 8).toUpperCase())).toBeVisible();
    expect(sent).toHaveLength(5);
    await expect.poll(async () => (await mailsTo(facts.inboxUrl, address, '受け付けました')).length).toBe(1);
  });
});

test('M26, L30: a line that drops while signing loses nothing, and nothing is signed twice', async ({
  page,
  context,
  stage,
}) => {
  const envelope = await stage.send([{ name: 'contract.pdf', pages: 1 }]);
  const holder = stage.holder(envelope.token);
  await page.goto(`${stage.facts.url}/s#${envelope.token}`);
  await page.getByRole('button', { name: landing.begin }).click();
  await page
    .getByRole('dialog', { name: guide.title })
    .getByRole('button', { name: guide.close })
    .last()
    .click();
  await holder.finishChecklist(envelope.documentIds);
  await page.reload();
  await page.getByRole('dialog').getByRole('button', { name: guide.close }).last().click();
  await expect(page.getByText(reading.allDone)).toBeVisible();
  await page.getByRole('button', { name: reading.finish, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: finish.title });

  await test.step('without a line nothing is signed, and the question stays', async () => {
    await context.setOffline(true);
    await dialog.getByRole('button', { name: finish.confirm }).click();
    await expect(dialog.getByText(link.offlineTitle)).toBeVisible();
    await expectAccessible(page);
    await context.setOffline(false);
    expect((await holder.view()).partyStatus).toBe('waiting');
  });

  await test.step('an answer that is lost leaves no doubt: what was signed is shown as signed', async () => {
    const consents = watch(page, /\/signing\/consent$/);
    await loseAnswer(page, '**/signing/consent');
    await dialog.getByRole('button', { name: finish.confirm }).click();
    await expect(page.getByRole('heading', { level: 1, name: status.doneTitle })).toBeVisible();
    await expect(page.getByText(link.offlineTitle)).toHaveCount(0);
    expect(consents).toHaveLength(1);
  });
  await stage.signForMunicipality(envelope);
});

test('M26, L30: the line goes with the answer, and comes back later', async ({ page, context, stage }) => {
  const envelope = await stage.send([{ name: 'contract.pdf', pages: 1 }]);
  await page.goto(`${stage.facts.url}/s#${envelope.token}`);
  await page.getByRole('button', { name: landing.begin }).click();
  await page.getByRole('dialog').getByRole('button', { name: guide.close }).last().click();
  await stage.holder(envelope.token).finishChecklist(envelope.documentIds);
  await page.reload();
  await page.getByRole('dialog').getByRole('button', { name: guide.close }).last().click();
  await page.getByRole('button', { name: reading.finish, exact: true }).click();
  await page.route(
    '**/signing/consent',
    async (route) => {
      await route.fetch();
      await context.setOffline(true);
      await route.abort('connectionreset');
    },
    { times: 1 },
  );
  const dialog = page.getByRole('dialog', { name: finish.title });
  await dialog.getByRole('button', { name: finish.confirm }).click();
  await expect(dialog.getByText(link.offlineTitle)).toBeVisible();
  expect((await stage.holder(envelope.token).view()).partyStatus).not.toBe('waiting');
  await context.setOffline(false);
  await expect(page.getByText(status.done)).toBeVisible();
  await expect(page.getByText(link.offlineTitle)).toHaveCount(0);
});

test('M29, L30: declining whose answer is lost is shown as declined, without an error', async ({
  page,
  stage,
}) => {
  const envelope = await stage.send([{ name: 'contract.pdf', pages: 1 }]);
  await page.goto(`${stage.facts.url}/s#${envelope.token}`);
  await page.getByRole('button', { name: landing.begin }).click();
  await page.getByRole('dialog').getByRole('button', { name: guide.close }).last().click();
  await page.getByRole('button', { name: reading.menu }).click();
  await page.getByRole('menuitem', { name: reading.decline }).click();
  await page.getByLabel(declining.reason).fill('paper, please');
  await loseAnswer(page, '**/signing/decline');
  await page.getByRole('button', { name: declining.confirm }).click();
  await expect(page.getByRole('heading', { name: closed.declined.title })).toBeVisible();
  await expect(page.getByText(link.offlineTitle)).toHaveCount(0);
});
