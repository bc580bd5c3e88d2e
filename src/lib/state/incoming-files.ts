/** Where the service worker keeps files that another app shared (`src/service-worker.ts`). */
const SHARED_CACHE = 'shomei-shared';

/** A file on its way to the desk, and where it lay: a path under the chosen folder, or its name. */
export interface IncomingFile {
  readonly file: File;
  readonly path: string;
}

/** Files chosen in a picker, in their order; one for folders tells each file's path, and has no order of its own. */
export function chosenFiles(files: Iterable<File>): IncomingFile[] {
  const chosen = [...files].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
  return chosen.some(({ file }) => file.webkitRelativePath !== '') ? chosen.sort(byPath) : chosen;
}

function byPath(a: IncomingFile, b: IncomingFile): number {
  return a.path < b.path ? -1 : 1;
}

/** Whether this browser's picker can choose a folder. */
export function canChooseFolder(): boolean {
  return 'webkitdirectory' in HTMLInputElement.prototype;
}

/**
 * Files and whole folders that were dropped. Must be called while the drop is handled: the items are gone afterwards.
 *
 * @returns the files in and under the folders, by path; what cannot be opened is left out.
 */
export async function droppedFiles(transfer: DataTransfer | null): Promise<IncomingFile[]> {
  const items = [...(transfer?.items ?? [])].filter(({ kind }) => kind === 'file');
  const entries = items.map((item) => item.webkitGetAsEntry?.() ?? null);
  if (!entries.some((entry) => entry?.isDirectory === true)) return chosenFiles(transfer?.files ?? []);
  const found: IncomingFile[] = [];
  for (const entry of entries) if (entry !== null) await walk(entry, found);
  return found.sort(byPath);
}

async function walk(entry: FileSystemEntry, found: IncomingFile[]): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File | null>((resolve) =>
      (entry as FileSystemFileEntry).file(resolve, () => resolve(null)),
    );
    if (file !== null) found.push({ file, path: entry.fullPath.replace(/^\//, '') });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // A reader answers some entries at a time (a hundred in Chromium) and none when it is through.
    const some = await new Promise<FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([])),
    );
    if (some.length === 0) return;
    for (const one of some) await walk(one, found);
  }
}

/** Takes the shared files out of the cache; a second call finds none. */
export async function takeSharedFiles(): Promise<IncomingFile[]> {
  if (!('caches' in globalThis) || !(await caches.has(SHARED_CACHE))) return [];
  const cache = await caches.open(SHARED_CACHE);
  const files: IncomingFile[] = [];
  for (const request of await cache.keys()) {
    const kept = await cache.match(request);
    if (kept === undefined) continue;
    const name = decodeURIComponent(kept.headers.get('x-file-name') ?? 'shared.pdf');
    const file = new File([await kept.arrayBuffer()], name, { type: 'application/pdf' });
    files.push({ file, path: name });
  }
  await caches.delete(SHARED_CACHE);
  return files;
}

interface LaunchQueue {
  setConsumer(consumer: (launch: { readonly files: readonly FileSystemFileHandle[] }) => void): void;
}

/** Hands over the files with which the installed app was opened, now and whenever it is opened again. */
export function onLaunchedFiles(take: (files: IncomingFile[]) => void): void {
  const queue = (globalThis as { launchQueue?: LaunchQueue }).launchQueue;
  queue?.setConsumer((launch) => {
    if (launch.files.length === 0) return;
    void Promise.all(launch.files.map((handle) => handle.getFile())).then((files) =>
      take(chosenFiles(files)),
    );
  });
}
