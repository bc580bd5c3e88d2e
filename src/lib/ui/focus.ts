import { tick } from 'svelte';

/**
 * Takes the focus to where the reader goes on, once the page shows what has just been done.
 *
 * @param places - CSS selectors; the first that finds something that can take the focus is taken.
 */
export async function moveFocus(...places: readonly string[]): Promise<void> {
  await tick();
  for (const place of places) {
    const found = document.querySelector<HTMLElement>(place);
    found?.focus();
    if (found !== null && document.activeElement === found) return;
  }
}

/**
 * The same, only if what had the focus is gone: call it after an act that may take away what it was started with.
 * Without it whoever reads by keyboard or screen reader is sent back to the top of the page.
 */
export async function catchFocus(...places: readonly string[]): Promise<void> {
  await tick();
  const { activeElement, body } = document;
  if (activeElement === null || activeElement === body) await moveFocus(...places);
}
