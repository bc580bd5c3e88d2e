import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, expectFits } from './stage.ts';

/**
 * Asks of the screen as it stands, at its own size and with all text at twice that (WCAG 2.2 1.4.4, 1.4.10): nothing is
 * wider than the phone, no text is cut off, and everything that can be acted on can be brought into view and pressed
 * there, with nothing over it.
 *
 * @param name - of the picture at twice the size, where `SHOMEI_PICTURES` names a folder.
 */
export async function expectReadableLarge(page: Page, name: string): Promise<void> {
  await expectFits(page);
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const folder = process.env['SHOMEI_PICTURES'];
  if (folder !== undefined) await page.screenshot({ path: path.join(folder, `large-${name}.png`) });
  await expectFits(page);
  expect(await page.evaluate(cutOff), `${name}: text that is cut off`).toEqual([]);
  expect(await page.evaluate(beside), `${name}: text beside the window`).toEqual([]);
  expect(await page.evaluate(outOfReach), `${name}: controls out of reach`).toEqual([]);
  await page.evaluate(() => (document.documentElement.style.fontSize = ''));
}

/**
 * Runs in the page: texts (but for names that are shortened on purpose, and stand whole on another screen) of which a part is hidden by the box that they stand in, and no scrolling shows it. */
function cutOff(): string[] {
  return (
    [...document.querySelectorAll<HTMLElement>('body *')]
      .filter((element) => element.checkVisibility() && element.textContent.trim() !== '')
      .filter((element) => !['SELECT', 'OPTION', 'CANVAS'].includes(element.tagName))
      .filter((element) => element.closest('.textLayer, .truncate') === null)
      // What is one pixel large is only read aloud.
      .filter((element) => element.clientWidth > 1 && element.clientHeight > 1)
      .filter((element) => {
        const { overflowX, overflowY } = getComputedStyle(element);
        const hides = (overflow: string): boolean => overflow === 'hidden' || overflow === 'clip';
        return (
          (hides(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
          (hides(overflowY) && element.scrollHeight > element.clientHeight + 1)
        );
      })
      .map((element) => `${element.tagName} ${element.textContent.trim().slice(0, 40)}`)
  );
}

/** Runs in the page: texts that stand beside the window, where no scrolling brings them into it. */
function beside(): string[] {
  const scrolls = (element: Element): boolean =>
    /auto|scroll/.test(getComputedStyle(element).overflowX) && element.scrollWidth > element.clientWidth;
  const isWithin = (element: Element | null): boolean =>
    element !== null && (scrolls(element) || isWithin(element.parentElement));
  return [...document.querySelectorAll<HTMLElement>('body *')]
    .filter((element) => element.childElementCount === 0 && element.textContent.trim() !== '')
    .filter(
      (element) => element.checkVisibility() && element.clientWidth !== 1 && element.tagName !== 'OPTION',
    )
    .filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      return (left < -1 || right > innerWidth + 1) && !isWithin(element.parentElement);
    })
    .map((element) => `${element.tagName} ${element.textContent.trim().slice(0, 40)}`);
}

/** Runs in the page: controls that cannot be scrolled to, or that something else covers where they are pressed. */
function outOfReach(): string[] {
  // What is open over the page is closed before the page is gone on with.
  const over = [...document.querySelectorAll<HTMLElement>('[role=dialog], [role=menu]')].at(-1);
  const controls = (over ?? document.body).querySelectorAll<HTMLElement>(
    'button, a[href], input:not([type=file]), select, textarea, summary, [role=menuitem]',
  );
  return [...controls]
    .filter((control) => control.checkVisibility() && control.closest('.sr-only') === null)
    .filter((control) => !control.classList.contains('sr-only'))
    .filter((control) => {
      control.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
      const box = control.getBoundingClientRect();
      // A control that is larger than the window is pressed where it shows.
      const x = (Math.max(0, box.left) + Math.min(innerWidth, box.right)) / 2;
      const y = (Math.max(0, box.top) + Math.min(innerHeight, box.bottom)) / 2;
      const hit = document.elementFromPoint(x, y);
      return (
        hit === null ||
        !(control.contains(hit) || hit.contains(control) || control.closest('label')?.contains(hit))
      );
    })
    .map((control) => `${control.tagName} ${(control.ariaLabel ?? control.textContent).trim().slice(0, 40)}`);
}
