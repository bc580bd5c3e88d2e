const MAX_ITEMS = 1000;
/** SHA-256, 締結証明書ID, calendar date and instant, as every sheet of evidence writes them. */
export const HASH = /^[0-9a-f]{64}$/;
export const ID = /^[0-9a-f]{32}$/;
export const DAY = /^\d{4}-\d{2}-\d{2}$/;
export const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z$/;

/** A member of the wrong form; the message is its path. */
export class Malformed extends Error {}

/** Reads members of a JSON object by form; throws Malformed with the member's path. */
export class Members {
  readonly #value: Readonly<Record<string, unknown>>;
  readonly #path: string;

  constructor(value: unknown, path: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Malformed(path);
    this.#value = value as Readonly<Record<string, unknown>>;
    this.#path = path;
  }

  has(name: string): boolean {
    return this.#value[name] !== undefined;
  }

  text(name: string): string {
    const value = this.#value[name];
    if (typeof value !== 'string' || value.length > 10_000) throw this.#wrong(name);
    return value;
  }

  matching(name: string, form: RegExp): string {
    const value = this.text(name);
    if (!form.test(value) || (form === INSTANT && Number.isNaN(Date.parse(value)))) throw this.#wrong(name);
    return value;
  }

  oneOf<T extends string>(name: string, values: readonly T[]): T {
    const found = values.find((value) => value === this.#value[name]);
    if (found === undefined) throw this.#wrong(name);
    return found;
  }

  whole(name: string): number {
    const value = this.#value[name];
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw this.#wrong(name);
    return value;
  }

  flag(name: string): boolean {
    const value = this.#value[name];
    if (typeof value !== 'boolean') throw this.#wrong(name);
    return value;
  }

  orNull<T>(name: string, read: () => T): T | null {
    return this.#value[name] === null ? null : read();
  }

  member(name: string): Members {
    return new Members(this.#value[name], this.#at(name));
  }

  list<T>(name: string, read: (members: Members) => T): readonly T[] {
    const value = this.#value[name];
    if (!Array.isArray(value) || value.length > MAX_ITEMS) throw this.#wrong(name);
    return value.map((item: unknown, index) =>
      read(new Members(item, `${this.#at(name)}[${String(index)}]`)),
    );
  }

  #at(name: string): string {
    return this.#path === '' ? name : `${this.#path}.${name}`;
  }

  #wrong(name: string): Malformed {
    return new Malformed(this.#at(name));
  }
}
