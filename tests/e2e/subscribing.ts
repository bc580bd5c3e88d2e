import type { Page } from '@playwright/test';
import type { PushBrowser } from '../functions/push-browser.ts';

/**
 * Lets the page's browser subscribe at the loopback push service, since that of its maker cannot be reached here. All
 * else is the app's and the browser's own: the leave, the switch, the worker, the notification.
 */
export async function subscribesAt(
  page: Page,
  endpoint: string,
  { p256dh, auth }: PushBrowser,
): Promise<void> {
  await page.addInitScript(
    (made) => {
      const kept = 'test-subscribed';
      const subscription = { endpoint: made.endpoint, toJSON: () => made };
      Object.assign(PushManager.prototype, {
        subscribe: () => {
          localStorage.setItem(kept, 'yes');
          return Promise.resolve(subscription);
        },
        getSubscription: () => Promise.resolve(localStorage.getItem(kept) === 'yes' ? subscription : null),
      });
    },
    { endpoint, keys: { p256dh, auth } },
  );
}
