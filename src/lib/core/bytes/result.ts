/** Values for a message, by name. Never prose. */
export type Context = Readonly<Record<string, string | number | boolean | null>>;

/** Outcome of an act that may be refused for a reason the caller can act on; `code` decides, never prose. */
export type Result<T, C extends string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: C; readonly context?: Context };

/** A success. */
export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** A refusal by code, with the values its message needs. */
export function refuse<C extends string>(
  code: C,
  context?: Context,
): { readonly ok: false; readonly code: C; readonly context?: Context } {
  return context === undefined ? { ok: false, code } : { ok: false, code, context };
}
