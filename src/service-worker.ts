/// <reference lib="webworker" />
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import type { Notice } from './lib/domain/notice.ts';
import { NOTICE_TEXTS } from './lib/messages/notice.ts';

declare const self: ServiceWorkerGlobalScope & {
  readonly __WB_MANIFEST: readonly { readonly url: string; readonly revision: string | null }[];
};

const TRUST_CACHE = 'shomei-trust';
/** The dated list, its signature, and the publisher's keys. */
const TRUST_URLS = ['/trust-list.json', '/trust-list.jws', '/trust-keys.json'] as const;
/** Files that the system's share sheet handed over; the verify page takes them out. Key: `/shared/<n>`. */
const SHARED_CACHE = 'shomei-shared';
const TRUST_WAIT_MS = 1500;

cleanupOutdatedCaches();
precacheAndRoute([...self.__WB_MANIFEST]);

// [Note: trust list]
// Kept at install and answered from the cache, so that the verifier needs no network. It is renewed once for each
// navigation, never while documents are being verified: dropping a file makes no request. List and signature are put
// into the cache together, so that no visit finds one of them new and the other old.
let renewal: Promise<void> | undefined;

function renewTrustList(): Promise<void> {
  renewal ??= (async () => {
    try {
      const answers = await Promise.all(TRUST_URLS.map((url) => fetch(url, { cache: 'no-cache' })));
      const [list] = answers;
      if (list?.ok !== true) return;
      const cache = await caches.open(TRUST_CACHE);
      for (const [index, url] of TRUST_URLS.entries()) {
        const answer = answers[index];
        if (answer?.ok === true) await cache.put(url, answer);
        else await cache.delete(url);
      }
    } catch (cause) {
      if (!(cause instanceof TypeError)) throw cause; // TypeError: no network, the kept list stands
    } finally {
      renewal = undefined;
    }
  })();
  return renewal;
}

async function trustFile(url: string): Promise<Response> {
  if (renewal) await Promise.race([renewal, new Promise((resolve) => setTimeout(resolve, TRUST_WAIT_MS))]);
  const cache = await caches.open(TRUST_CACHE);
  const kept = await cache.match(url);
  if (kept !== undefined) return kept;
  // Where a list is kept, what is not there beside it was not published with it.
  return (await cache.match(TRUST_URLS[0]))
    ? new Response(null, { status: 404 })
    : fetch(url, { cache: 'no-cache' });
}

async function keepShared(request: Request): Promise<Response> {
  const form = await request.formData();
  const files = form.getAll('pdf').filter((entry): entry is File => entry instanceof File);
  await caches.delete(SHARED_CACHE);
  const cache = await caches.open(SHARED_CACHE);
  for (const [index, file] of files.entries())
    await cache.put(
      `/shared/${index}`,
      new Response(await file.arrayBuffer(), {
        headers: { 'content-type': 'application/pdf', 'x-file-name': encodeURIComponent(file.name) },
      }),
    );
  return Response.redirect('/verify?shared=1', 303);
}

self.addEventListener('install', (event) => event.waitUntil(renewTrustList()));

self.addEventListener('message', (event) => {
  const data: unknown = event.data;
  if (typeof data === 'object' && data !== null && 'type' in data && data.type === 'SKIP_WAITING')
    void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  if (event.request.mode === 'navigate' && event.request.method === 'GET') event.waitUntil(renewTrustList());
});

registerRoute(
  ({ url, sameOrigin }) => sameOrigin && (TRUST_URLS as readonly string[]).includes(url.pathname),
  ({ url }) => trustFile(url.pathname),
);
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname === '/verify/share',
  ({ request }) => keepShared(request),
  'POST',
);

// Every address of the app is one shell; what the server itself answers is left to it.
registerRoute(
  new NavigationRoute(createHandlerBoundToURL('/200.html'), {
    denylist: [/^\/(functions|rest|auth|storage|realtime|_embedded|trust)\b/, /\.[a-z0-9]+$/i],
  }),
);

// [Note: notices]
// A browser wants to show something for every message, so one that cannot be read says that there is news. The texts
// stand here and not in the message: what shows on a locked screen is decided by the app alone.
function readNotice(message: PushMessageData | null): Notice {
  const fallback: Notice = { topic: 'news', language: 'ja', path: '/', tag: 'news' };
  try {
    const read = { ...fallback, ...(message?.json() as Partial<Notice> | null) };
    // From whoever has our key; still, it leads nowhere but into the app, and says nothing but our own sentences.
    const isOwn =
      typeof read.path === 'string' &&
      new URL(read.path, self.location.origin).origin === self.location.origin;
    return Object.hasOwn(NOTICE_TEXTS, read.language) &&
      Object.hasOwn(NOTICE_TEXTS[read.language], read.topic) &&
      isOwn
      ? read
      : fallback;
  } catch (cause) {
    if (!(cause instanceof SyntaxError || cause instanceof TypeError)) throw cause;
    return fallback;
  }
}

self.addEventListener('push', (event) => {
  const { topic, language, path, tag } = readNotice(event.data);
  const { title, body } = NOTICE_TEXTS[language][topic];
  event.waitUntil(
    self.registration.showNotification(title, {
      body,
      tag: String(tag),
      lang: language === 'en' ? 'en' : 'ja',
      icon: '/icon-192.png',
      data: path,
    }),
  );
});

async function openPath(path: string): Promise<void> {
  const target = new URL(path, self.location.origin);
  const windows = await self.clients.matchAll({ type: 'window' });
  // A page that shows the very thing comes to the front; any other keeps what is being typed there.
  const there = windows.find(({ url }) => url === target.href);
  if (there === undefined) await self.clients.openWindow(target.href);
  else await there.focus();
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(openPath(String(event.notification.data)));
});
