/** What this device remembers about its reader's taste; never anything about a contract. */
export type Preference = 'guide-hidden';

/** Reads a preference; false where nothing is kept or the browser keeps nothing. */
export function readPreference(name: Preference): boolean {
  try {
    return localStorage.getItem(`shomei-${name}`) === 'yes';
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause;
    return false;
  }
}

/** Remembers a preference where the browser lets us. */
export function writePreference(name: Preference, value: boolean): void {
  try {
    if (value) localStorage.setItem(`shomei-${name}`, 'yes');
    else localStorage.removeItem(`shomei-${name}`);
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause;
  }
}
