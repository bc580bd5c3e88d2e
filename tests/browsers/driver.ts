/** A person's hands and eyes in a browser of another engine: what the flows need, and no more. */
export interface Driver {
  open(url: string): Promise<void>;
  /** Presses what bears this role and a name that matches, once it can be pressed. */
  press(role: Role, name: RegExp): Promise<void>;
  /** Returns once the page shows a text that matches. */
  see(text: RegExp): Promise<void>;
  /** The whole of what the page shows. */
  text(): Promise<string>;
  /** PNG of what is on the screen. */
  picture(): Promise<Buffer>;
  close(): Promise<void>;
}

export type Role = 'button' | 'tab' | 'radio';

/** A phone's width; the engines' own windows are no narrower than this everywhere. */
export const SCREEN = { width: 390, height: 844 } as const;

const WAIT_MS = 60_000;
const EVERY_MS = 100;

/**
 * Runs in the page: the element of a role whose name matches and that can be pressed, in the open dialog where there is
 * one. A name is `aria-label`, the label around a radio button, or what is written.
 */
export const FIND = `(role, source) => {
  const name = new RegExp(source);
  const dialogs = [...document.querySelectorAll('[role=dialog], dialog[open]')];
  const inside = dialogs.at(-1) ?? document;
  const selector = { button: 'button, [role=button]', tab: '[role=tab]', radio: 'input[type=radio], [role=radio]' }[role];
  const nameOf = (one) => one.getAttribute('aria-label') ?? one.closest('label')?.innerText ?? one.innerText;
  return [...inside.querySelectorAll(selector)].find(
    (one) => name.test(nameOf(one)) && !one.disabled && one.getClientRects().length > 0,
  ) ?? null;
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
