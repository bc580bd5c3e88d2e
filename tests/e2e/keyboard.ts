import { expect, type Locator, type Page } from '@playwright/test';

/** More presses of Tab than any screen has stops. */
const MOST_STOPS = 80;

/** What the reader sees of the focus: what it stands on, whether that is on the screen, and whether it is marked. */
const focusOf = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    if (!(at instanceof HTMLElement) || at === document.body)
      return { on: 'nothing', seen: false, marked: false };
    const { top, bottom, left, right } = at.getBoundingClientRect();
    return {
      on: at.outerHTML.slice(0, 120),
      seen: at.checkVisibility() && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth,
      // What Tab passes by, such as a heading that is read out, has no frame.
      marked: at.tabIndex < 0 || getComputedStyle(at).outlineStyle === 'solid',
    };
  });

/** The focus stands on something that is on the screen, and its frame is drawn. */
export async function expectFocusShown(page: Page): Promise<void> {
  await expect.poll(() => focusOf(page)).toMatchObject({ seen: true, marked: true });
}

/** The focus has come here by itself. */
export async function expectFocusAt(target: Locator): Promise<void> {
  await expect(target).toBeFocused();
  await expectFocusShown(target.page());
}

/** Goes to a control by Tab, or by Shift and Tab where it lies behind, and nothing else. */
export async function reach(target: Locator): Promise<void> {
  const { keyboard } = target.page();
  await expect(target).toBeVisible();
  for (let step = 0; step < MOST_STOPS; step += 1) {
    const next = await target.evaluate((element) => {
      const at = document.activeElement;
      if (at === element) return null;
      const behind = at !== null && at.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING;
      return behind ? 'Shift+Tab' : 'Tab';
    });
    if (next === null) break;
    await keyboard.press(next);
  }
  await expectFocusAt(target);
}

/** Goes to a control and presses a key on it. */
export async function press(target: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  await reach(target);
  await target.page().keyboard.press(key);
}

/** Goes to a field and types in the place of what stands there. */
export async function write(target: Locator, text: string): Promise<void> {
  await reach(target);
  await target.page().keyboard.press('ControlOrMeta+A');
  await target.page().keyboard.type(text);
  await expect(target).toHaveValue(text);
}

/** Goes to a button that asks for files, presses it and answers the browser's own dialog. */
export async function choose(
  button: Locator,
  ...files: readonly { name: string; mimeType: string; buffer: Buffer }[]
): Promise<void> {
  const asked = button.page().waitForEvent('filechooser');
  await press(button, 'Space');
  await (await asked).setFiles([...files]);
}
