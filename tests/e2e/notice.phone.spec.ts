import type { Page } from '@playwright/test';
import { NOTICE_SWITCH } from '../../src/lib/messages/notice-switch.ts';
import { NOTICE_TEXTS } from '../../src/lib/messages/notice.ts';
import { SHELF_JA } from '../../src/lib/messages/shelf.ts';
import { SIGN_JA } from '../../src/lib/messages/sign.ts';
import { until } from '../demo/http.ts';
import { newPushBrowser, vapidClaims } from '../functions/push-browser.ts';
import { picture } from './picture.ts';
import type { PushedMessage } from './push-service.ts';
import { subscribesAt } from './subscribing.ts';
import { expect, expectAccessible, test, type SentEnvelope, type Stage } from './stage.ts';

test.use({ viewport: { width: 360, height: 740 } });

const t = NOTICE_SWITCH.ja;
const turnOn = (page: Page) => page.getByRole('button', { name: t.turnOn, exact: true });
const turnOff = (page: Page) => page.getByRole('button', { name: t.turnOff, exact: true });

/** The messages that came to an endpoint, once there are so many. */
const messagesAt = (endpoint: string, count: number): Promise<readonly PushedMessage[]> =>
  until(`${String(count)} messages at ${endpoint}`, 60_000, async () => {
    const came = (await (await fetch(endpoint)).json()) as readonly PushedMessage[];
    return came.length >= count ? came : undefined;
  });

/** Hands a message to the page's worker as the browser does once it has decrypted it. */
async function deliver(page: Page, data: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations;
      if (first !== undefined) resolve(first.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  const origin = new URL(page.url()).origin;
  await session.send('ServiceWorker.deliverPushMessage', { origin, registrationId: await registered, data });
  await session.detach();
}

/** What stands in the browser's list of notifications. */
const shown = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    return (await registration.getNotifications()).map(({ title, body, tag, lang, data }) => ({
      title,
      body,
      tag,
      lang,
      path: data as string,
    }));
  });

/** Whether the service tells an endpoint of what concerns an envelope, as the link's holder asks. */
async function isTold(stage: Stage, { token }: SentEnvelope, endpoint: string): Promise<boolean> {
  const answer = await fetch(`${stage.facts.url}/functions/v1/signing/notices`, {
    method: 'POST',
    headers: { 'x-link-token': token },
    body: JSON.stringify({ endpoint }),
  });
  return ((await answer.json()) as { on: boolean }).on;
}

async function consented(page: Page, stage: Stage): Promise<SentEnvelope> {
  const envelope = await stage.send([{ name: '契約書.pdf', pages: 1 }]);
  await page.goto(`${stage.facts.url}/s#${envelope.token}`);
  await expect(page.getByRole('button', { name: SIGN_JA.landing.begin })).toBeVisible();
  await stage.holder(envelope.token).readAndConsent();
  await page.reload();
  return envelope;
}

test('M16: a contractor turns notices on, is told of the conclusion without names, and comes back by a press', async ({
  page,
  stage,
  context,
}) => {
  test.slow();
  await context.grantPermissions(['notifications'], { origin: stage.facts.url });
  const browser = newPushBrowser();
  const endpoint = `${stage.facts.pushUrl}/phone`;
  await subscribesAt(page, endpoint, browser);
  const envelope = await consented(page, stage);
  await expect(page.getByText(t.privacy)).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'notice-off');
  await turnOn(page).click();
  await expect(page.getByText(t.on)).toBeVisible();
  await page.reload();
  await expect(turnOff(page)).toBeVisible();
  await picture(page, 'notice-on');

  await stage.signForMunicipality(envelope);
  const [message] = await messagesAt(endpoint, 1);
  expect(vapidClaims(message?.authorization ?? '').claims).toMatchObject({ aud: stage.facts.pushUrl });
  const text = browser.open(Buffer.from(message?.body ?? '', 'base64'));
  expect(JSON.parse(text)).toMatchObject({ topic: 'concluded', language: 'ja' });
  expect(text).not.toContain(envelope.title);
  expect(text).not.toContain(envelope.token);

  await deliver(page, text);
  await expect.poll(() => shown(page)).toMatchObject([NOTICE_TEXTS.ja.concluded]);
  // Twice delivered, it stands there once.
  await deliver(page, text);
  expect(await shown(page)).toHaveLength(1);
  // What nobody can read is still shown, and says nothing.
  await deliver(page, '{"topic":"x","path":"https://evil.example/","title":"evil"}');
  await expect
    .poll(() => shown(page).then((all) => all.find(({ tag }) => tag === 'news')))
    .toMatchObject({ ...NOTICE_TEXTS.ja.news, path: '/' });

  const [notice] = await shown(page);
  const again = await context.newPage();
  await subscribesAt(again, endpoint, browser);
  await again.goto(`${stage.facts.url}${notice?.path ?? ''}`);
  await expect(again.getByRole('heading', { name: SIGN_JA.download.title })).toBeVisible();
  expect(new URL(again.url()).hash).toBe('');
});

test('M16: turned off, nothing is sent; what the push service calls gone is forgotten; mail comes all the same', async ({
  page,
  stage,
  context,
}) => {
  test.slow();
  await context.grantPermissions(['notifications'], { origin: stage.facts.url });
  const endpoint = `${stage.facts.pushUrl}/gone`;
  await subscribesAt(page, endpoint, newPushBrowser());
  const envelope = await consented(page, stage);
  await turnOn(page).click();
  await turnOff(page).click();
  await expect(page.getByText(t.off)).toBeVisible();
  await turnOn(page).click();
  await expect(page.getByText(t.on)).toBeVisible();
  expect(await isTold(stage, envelope, endpoint)).toBe(true);
  await fetch(endpoint, { method: 'DELETE' });
  await stage.signForMunicipality(envelope);
  const done = await stage.mail(envelope.email, ({ subject }) => subject.includes(envelope.title));
  expect(done.subject).toContain(envelope.title);
  await expect.poll(() => isTold(stage, envelope, endpoint), { timeout: 60_000 }).toBe(false);
  expect(await (await fetch(endpoint)).json()).toEqual([]);
});

test('M16: where notices are forbidden or cannot be, the page says so and mail is promised', async ({
  page,
  stage,
  context,
}) => {
  await consented(page, stage);
  // This browser has no push service that it could reach, and leave is not given in a window without a person.
  await context.grantPermissions(['notifications'], { origin: stage.facts.url });
  await page.reload();
  await turnOn(page).click();
  await expect(page.getByText(t.failed)).toBeVisible({ timeout: 60_000 });
  await context.clearPermissions();
  await page.addInitScript(() => {
    Object.defineProperty(Notification, 'permission', { get: () => 'denied' });
  });
  await page.reload();
  await expect(page.getByText(t.denied)).toBeVisible();
  await expect(turnOn(page)).toHaveCount(0);
  await picture(page, 'notice-denied');
});

test('M16: an iPhone is told to add the site to its Home Screen; a browser without notices sees nothing of them', async ({
  page,
  stage,
  context,
}) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, 'PushManager');
    Object.defineProperty(navigator, 'userAgent', {
      get: () => 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1',
    });
  });
  const envelope = await consented(page, stage);
  await expect(page.getByText(t.install)).toBeVisible();
  await picture(page, 'notice-install');
  const old = await context.newPage();
  await old.addInitScript(() => Reflect.deleteProperty(window, 'PushManager'));
  await old.goto(`${stage.facts.url}/s#${envelope.token}`);
  await expect(old.getByRole('heading', { name: SIGN_JA.status.stepsLabel })).toBeVisible();
  await expect(old.getByRole('heading', { name: t.title })).toHaveCount(0);
});

test('M16, M61: the library’s switch is told of the next request to sign', async ({
  page,
  stage,
  context,
}) => {
  test.slow();
  await context.grantPermissions(['notifications'], { origin: stage.facts.url });
  const browser = newPushBrowser();
  const endpoint = `${stage.facts.pushUrl}/library`;
  await subscribesAt(page, endpoint, browser);
  const email = `notice-${Date.now().toString(36)}@contractor.example`;
  const { door } = SHELF_JA;
  await page.goto(`${stage.facts.url}/library`);
  await page.getByRole('textbox', { name: door.email }).fill(email);
  await page.getByRole('button', { name: door.send }).click();
  const code = await stage.mail(email, ({ subject }) => /確認コード \d{6}$/.test(subject));
  await page.getByRole('textbox', { name: door.code }).fill(code.subject.slice(-6));
  await page.getByRole('button', { name: door.open }).click();
  await turnOn(page).click();
  await expect(page.getByText(t.on)).toBeVisible();
  await expectAccessible(page);
  await stage.send([{ name: '契約書.pdf', pages: 1 }], undefined, { email });
  // First that the application was accepted, then the request itself.
  const texts = (await messagesAt(endpoint, 2)).map(
    ({ body }) => JSON.parse(browser.open(Buffer.from(body, 'base64'))) as { topic: string; path: string },
  );
  expect(texts.map(({ topic }) => topic).sort()).toEqual(['news', 'sign']);
  expect(new Set(texts.map(({ path }) => path))).toEqual(new Set(['/library']));
});
