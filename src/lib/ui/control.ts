/** Classes that every text-like control shares. */
export const CONTROL =
  'min-h-12 w-full min-w-0 rounded-8 border bg-white px-4 py-2 text-[1.0625rem] disabled:border-solid-gray-300 disabled:bg-solid-gray-50 disabled:text-solid-gray-700';

/** Border classes of a control with or without an error. */
export function borderOf(error: string | undefined): string {
  return error ? 'border-2 border-red-900' : 'border-solid-gray-600 hover:border-black';
}

/** The `aria-describedby` value of the control `id`, or undefined where there is nothing to point at. */
export function describedBy(
  id: string,
  hint: string | undefined,
  error: string | undefined,
  note?: string,
): string | undefined {
  const ids = [hint ? `${id}-hint` : '', note ? `${id}-note` : '', error ? `${id}-error` : ''].filter(
    Boolean,
  );
  return ids.length > 0 ? ids.join(' ') : undefined;
}
