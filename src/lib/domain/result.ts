/** Values a message needs, never prose: codes, numbers, names, offsets. */
export type Context = Readonly<
  Record<string, string | number | boolean | null | readonly (string | number)[]>
>;

/** An expected answer: the value, or a code that the person can act on. Faults are thrown instead. */
export type Result<T, C extends string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: C; readonly context?: Context };

/** Wraps a value as a success. Does not throw. */
export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** Wraps a code, with values for its message, as a refusal. Does not throw. */
export function refuse<C extends string>(
  code: C,
  context?: Context,
): { readonly ok: false; readonly code: C; readonly context?: Context } {
  return context === undefined ? { ok: false, code } : { ok: false, code, context };
}
