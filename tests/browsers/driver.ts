/** A person's hands and eyes in a browser of another engine: what the flows need, and no more. */
export interface Driver {
  /** A folder where files that the page saves arrive. */
  readonly downloads: string;
  open(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Presses what bears this role and a name that matches, once it can be pressed. */
  press(role: Pressed, name: RegExp): Promise<void>;
  /** Types into the field whose label matches. */
  type(label: RegExp, text: string): Promise<void>;
  /** Chooses files for the input whose name matches. @param at - which of them, from 0. @param files - their paths. */
  choose(name: RegExp, at: number, files: readonly string[]): Promise<void>;
  /** Returns once the page shows a text that matches. */
  see(text: RegExp): Promise<void>;
  /** The value of an expression in the page, awaited there. */
  ask<T>(expression: string): Promise<T>;
  /** The whole of what the page shows. */
  text(): Promise<string>;
  /** PNG of what is on the screen. */
  picture(): Promise<Buffer>;
  close(): Promise<void>;
}

export type Pressed = 'button' | 'tab' | 'radio' | 'checkbox' | 'link';
export type Role = Pressed | 'field' | 'file';

/** A phone's width; the engines' own windows are no narrower than this everywhere. */
export const SCREEN = { width: 390, height: 844 } as const;

const WAIT_MS = 60_000;
const EVERY_MS = 100;

/**
 * Runs in the page: an element of a role whose name matches and that can be used, in the open dialog where there is one.
 * A name is `aria-label`, the label of a control, or what is written. An input of files is hidden behind its button.
 */
export const FIND = `(role, source, at = 0) => {
  const name = new RegExp(source);
  const dialogs = [...document.querySelectorAll('[role=dialog], dialog[open]')];
  const inside = dialogs.at(-1) ?? document;
  const selector = {
    button: 'button, [role=button]',
    tab: '[role=tab]',
    radio: 'input[type=radio], [role=radio]',
    checkbox: 'input[type=checkbox]',
    link: 'a[href]',
    field: 'input:not([type=checkbox], [type=radio], [type=file]), textarea',
    file: 'input[type=file]',
  }[role];
  const nameOf = (one) => one.getAttribute('aria-label') ?? one.labels?.[0]?.innerText ?? one.innerText;
  const found = [...inside.querySelectorAll(selector)].filter(
    (one) => name.test(nameOf(one)) && !one.disabled && (role === 'file' || one.getClientRects().length > 0),
  )[at] ?? null;
  // WebKit's driver brings what lies below to the edge of the window at most, where it cannot be pressed.
  found?.scrollIntoView({ block: 'center' });
  return found;
}`;

/** Asks again until there is an answer. @throws naming what did not come. */
export async function soon<T>(what: string, ask: () => Promise<T | null>): Promise<T> {
  const end = performance.now() + WAIT_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}
