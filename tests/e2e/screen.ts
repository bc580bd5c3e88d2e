import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Fails where the page, as it stands, breaks an accessibility rule that a machine can judge. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
}

/** Fails where anything makes the page as a whole wider than its window (a phone's `innerWidth` would grow with it). */
export async function expectFits(page: Page): Promise<void> {
  const wide = await page.evaluate((width) => {
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .map(
        (element) => `${element.tagName}.${element.className.toString()} ${element.textContent.slice(0, 40)}`,
      );
  }, page.viewportSize()?.width ?? 0);
  expect(wide).toEqual([]);
}
