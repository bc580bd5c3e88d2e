declare global {
  namespace App {}

  /** URL path of the files that pdf.js loads at run time; put in by the build. */
  const __PDFJS_ASSETS__: string;

  /** Chromium's offer to install the app; not yet in the DOM's own types. */
  interface BeforeInstallPromptEvent extends Event {
    prompt(): Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
  }
  interface WindowEventMap {
    beforeinstallprompt: BeforeInstallPromptEvent;
  }
}

export {};
