/** A range of a file or buffer: `offset` from its first byte, `length` in bytes. */
export type ByteSpan = Readonly<{ offset: number; length: number }>;

/** Offset of the byte just after the span. */
export function spanEnd(span: ByteSpan): number {
  return span.offset + span.length;
}

/** The bytes of a span as a view (no copy). A span outside the buffer gives the part that is inside. */
export function sliceSpan(bytes: Uint8Array, span: ByteSpan): Uint8Array {
  return bytes.subarray(span.offset, span.offset + span.length);
}
