import { afterNavigate, beforeNavigate } from '$app/navigation';
import { getContext, setContext } from 'svelte';
import type { Workbox } from 'workbox-window';

const KEY = Symbol('app-shell');
const RENEWED = 'shomei-renewed';
/** Longer than a tap lasts. */
const TAP_MS = 500;

/** The installed side of the app: service worker, update prompt, offer to install, network. */
export class AppShell {
  online = $state(true);
  /** True while a newer version waits to be let in. */
  updateReady = $state(false);
  installOffer = $state.raw<BeforeInstallPromptEvent | null>(null);
  #workbox: Workbox | undefined;
  #stale = false;
  #heading: URL | null = null;

  /** Listens to the window; returns what undoes it. Call in the browser only. */
  listen(): () => void {
    this.online = navigator.onLine;
    const controller = new AbortController();
    const { signal } = controller;
    window.addEventListener('online', () => (this.online = true), { signal });
    window.addEventListener('offline', () => (this.online = false), { signal });
    window.addEventListener(
      'beforeinstallprompt',
      (event) => {
        event.preventDefault();
        this.installOffer = event;
      },
      { signal },
    );
    window.addEventListener('appinstalled', () => (this.installOffer = null), { signal });
    window.addEventListener('vite:preloadError', (event) => this.#renew(event), { signal });
    return () => controller.abort();
  }

  /**
   * A part of the app that this page names is gone: a newer version was put in its place while the page stood open.
   * Loading the page anew fetches that one; at most once a minute, so that a broken server is not asked in a loop.
   */
  #renew(event: Event): void {
    const last = Number(sessionStorage.getItem(RENEWED) ?? 0);
    if (!navigator.onLine || Date.now() - last < 60_000) return;
    event.preventDefault();
    sessionStorage.setItem(RENEWED, String(Date.now()));
    this.#stale = true;
    // A link's parts are asked for while the finger is still on it: its release says where to go.
    setTimeout(() => location.assign(this.#heading ?? location.href), this.#heading === null ? TAP_MS : 0);
  }

  /** Notes where a navigation leads; a stale page leaves it to the browser, which loads everything anew. */
  head(to: URL | null, cancel: () => void): void {
    this.#heading = to;
    if (!this.#stale || to === null) return;
    cancel();
    location.assign(to);
  }

  /**
   * Registers the service worker. It fetches the whole app for offline use, so call it when the page has what it
   * needs itself. Where there is none (plain HTTP, private windows) everything but offline use works.
   */
  async register(): Promise<void> {
    if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
    const { Workbox } = await import('workbox-window');
    const workbox = new Workbox('/service-worker.js', { scope: '/' });
    this.#workbox = workbox;
    // The first worker ever waits a moment too, in Firefox sometimes long enough to be told: without one in charge of the
    // page there is no older version to replace.
    workbox.addEventListener(
      'waiting',
      () => (this.updateReady = navigator.serviceWorker.controller !== null),
    );
    try {
      await workbox.register();
    } catch (cause) {
      console.warn('SERVICE_WORKER_UNAVAILABLE', cause);
    }
  }

  /** Lets the waiting version in and reloads the page once it is in charge. */
  update(): void {
    this.updateReady = false;
    this.#workbox?.addEventListener('controlling', () => location.reload());
    this.#workbox?.messageSkipWaiting();
  }

  /** Shows the browser's own question whether to install. */
  async install(): Promise<void> {
    const offer = this.installOffer;
    this.installOffer = null;
    await offer?.prompt();
  }
}

/** Provides the shell to every component below; call while the root layout initialises. */
export function provideAppShell(): AppShell {
  const shell = setContext(KEY, new AppShell());
  beforeNavigate(({ to, willUnload, cancel }) => {
    if (!willUnload) shell.head(to?.url ?? null, cancel);
  });
  afterNavigate(() => shell.head(null, () => undefined));
  return shell;
}

/** The shell provided by the root layout. */
export function useAppShell(): AppShell {
  return getContext<AppShell>(KEY);
}
