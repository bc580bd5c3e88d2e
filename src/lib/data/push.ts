/** What a browser hands over to be told: where, and how to encrypt for it (base64url). */
export interface BrowserSubscription {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

/** How long a service worker that is being installed is waited for. */
const READY_MS = 15_000;

/**
 * Whether this browser can be told of news: `install` where only an app on the Home Screen can (iPhone and iPad),
 * `denied` where the person forbade it, `none` where there is no way.
 */
export function pushAbility(): 'able' | 'install' | 'denied' | 'none' {
  if (!('serviceWorker' in navigator) || !window.isSecureContext) return 'none';
  if (!('PushManager' in window) || !('Notification' in window)) {
    // Safari on iOS has neither until the page was added to the Home Screen.
    const isApple = /iPhone|iPad|iPod/.test(navigator.userAgent) || isTabletMac();
    return isApple && !isStandalone() ? 'install' : 'none';
  }
  return Notification.permission === 'denied' ? 'denied' : 'able';
}

/** An iPad says that it is a Mac; no Mac has a touch screen. */
const isTabletMac = (): boolean => navigator.userAgent.includes('Macintosh') && navigator.maxTouchPoints > 1;
const isStandalone = (): boolean => matchMedia('(display-mode: standalone)').matches;

/** The endpoint that this browser has, or null. Does not throw. */
export async function currentEndpoint(): Promise<string | null> {
  try {
    const registration = await navigator.serviceWorker.getRegistration();
    return (await registration?.pushManager.getSubscription())?.endpoint ?? null;
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause;
    return null;
  }
}

/**
 * Asks the person and the browser's push service. Call it right from a press: browsers ask nobody otherwise.
 *
 * @param publicKey - whose messages are taken, in base64url (RFC 8292 §4).
 * @returns `refused` where the person did not give leave, `unavailable` where it cannot be. Does not throw.
 */
export async function subscribe(publicKey: string): Promise<BrowserSubscription | 'refused' | 'unavailable'> {
  try {
    if ((await Notification.requestPermission()) !== 'granted') return 'refused';
    const registration = await readyWorker();
    if (registration === null) return 'unavailable';
    const made = await subscription(registration.pushManager, publicKey);
    const { endpoint, keys } = made.toJSON();
    if (endpoint === undefined || keys?.['p256dh'] === undefined || keys['auth'] === undefined)
      return 'unavailable';
    return { endpoint, p256dh: keys['p256dh'], auth: keys['auth'] };
  } catch (cause) {
    // The push service cannot be reached, or the browser has none.
    if (!(cause instanceof DOMException)) throw cause;
    return 'unavailable';
  }
}

async function subscription(manager: PushManager, publicKey: string): Promise<PushSubscription> {
  const options = { userVisibleOnly: true, applicationServerKey: publicKey };
  try {
    return await manager.subscribe(options);
  } catch (cause) {
    // Subscribed under a key that the service has no more: what it was told by can reach it no longer.
    if (!(cause instanceof DOMException) || cause.name !== 'InvalidStateError') throw cause;
    await (await manager.getSubscription())?.unsubscribe();
    return await manager.subscribe(options);
  }
}

/** The page's active service worker, or null where none comes. */
async function readyWorker(): Promise<ServiceWorkerRegistration | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), READY_MS);
  });
  try {
    return await Promise.race([navigator.serviceWorker.ready, late]);
  } finally {
    clearTimeout(timer);
  }
}
