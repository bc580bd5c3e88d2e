/** Where the service worker keeps files that another app shared (`src/service-worker.ts`). */
const SHARED_CACHE = 'shomei-shared';

/** Takes the shared files out of the cache; a second call finds none. */
export async function takeSharedFiles(): Promise<File[]> {
  if (!('caches' in globalThis) || !(await caches.has(SHARED_CACHE))) return [];
  const cache = await caches.open(SHARED_CACHE);
  const files: File[] = [];
  for (const request of await cache.keys()) {
    const kept = await cache.match(request);
    if (kept === undefined) continue;
    const name = decodeURIComponent(kept.headers.get('x-file-name') ?? 'shared.pdf');
    files.push(new File([await kept.arrayBuffer()], name, { type: 'application/pdf' }));
  }
  await caches.delete(SHARED_CACHE);
  return files;
}

interface LaunchQueue {
  setConsumer(consumer: (launch: { readonly files: readonly FileSystemFileHandle[] }) => void): void;
}

/** Hands over the files with which the installed app was opened, now and whenever it is opened again. */
export function onLaunchedFiles(take: (files: File[]) => void): void {
  const queue = (globalThis as { launchQueue?: LaunchQueue }).launchQueue;
  queue?.setConsumer((launch) => {
    if (launch.files.length === 0) return;
    void Promise.all(launch.files.map((handle) => handle.getFile())).then(take);
  });
}
