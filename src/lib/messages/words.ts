/** The shape of a catalogue: the same keys, any sentence. What a translation has to hold. */
export type Words<T> = { readonly [K in keyof T]: T[K] extends string ? string : Words<T[K]> };
