import type { Locator, Page } from '@playwright/test';
import { expect } from './stage.ts';

interface AxNode {
  readonly ignored: boolean;
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
}

/** Roles of what a person acts on; anything else that takes the focus by Tab has to say why it does. */
const CONTROLS = [
  'button',
  'checkbox',
  'combobox',
  'link',
  'menuitem',
  'MenuListPopup',
  'option',
  'radio',
  'searchbox',
  'spinbutton',
  'tab',
  'textbox',
  'DisclosureTriangle',
];

/**
 * Asks the browser's own accessibility tree of the page what a screen reader needs of every screen: one main landmark,
 * one heading of the first level that comes first, no level left out, and a name for whatever can be acted on.
 */
export async function expectTree(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const { nodes } = (await devtools.send('Accessibility.getFullAXTree')) as unknown as { nodes: AxNode[] };
  await devtools.detach();
  const shown = nodes.filter(({ ignored }) => !ignored);
  const of = (role: string): AxNode[] => shown.filter((node) => node.role?.value === role);
  // In the order of the page; the tree above has its own.
  const levels = await page.evaluate(() =>
    [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
      .filter((heading) => heading.checkVisibility() && heading.closest('[role=dialog]') === null)
      .map((heading) => Number(heading.tagName.slice(1))),
  );
  expect(of('main'), 'main landmarks').toHaveLength(1);
  expect(levels[0], 'the first heading').toBe(1);
  expect(
    levels.filter((level) => level === 1),
    'headings of the first level',
  ).toHaveLength(1);
  const jumps = levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1);
  expect(jumps, `a level is left out among ${levels.join(' ')}`).toEqual([]);
  const unnamed = shown.filter(
    (node) => CONTROLS.includes(node.role?.value ?? '') && (node.name?.value ?? '').trim() === '',
  );
  expect(
    unnamed.map((node) => node.role?.value).filter((role) => role !== 'MenuListPopup'),
    'controls without a name',
  ).toEqual([]);
}

/** A dialog is modal to a screen reader too, named by its heading, and has the focus. */
export async function expectDialog(page: Page, name: string): Promise<Locator> {
  const dialog = page.getByRole('dialog', { name, exact: true });
  await expect(dialog).toBeVisible();
  await expect(dialog).toHaveAttribute('aria-modal', 'true');
  await expect(dialog.getByRole('heading', { level: 2, name, exact: true })).toBeVisible();
  await expect.poll(() => dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  return dialog;
}

/** The field is marked as wrong, and what is wrong is read out with it. */
export async function expectFaulty(field: Locator, text: string): Promise<void> {
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveAccessibleDescription(new RegExp(escaped(text)));
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Holds the requests that match, as a slow line would, until what it answers is called. */
export async function slowly(page: Page, pattern: string): Promise<() => void> {
  let go: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (go = resolve));
  await page.route(pattern, async (route) => {
    await held;
    await route.continue();
  });
  return go;
}
