/** Bounds on what one document may cost to read. Input is hostile: every one of them ends in a fault, never a throw. */
export type PdfLimits = Readonly<{
  /** Cross-reference sections followed. */
  maxSections: number;
  /** Cross-reference entries over all sections. */
  maxEntries: number;
  /** Nesting of arrays and dictionaries. */
  maxDepth: number;
  /** Bytes that one stream may inflate to. */
  maxInflated: number;
  /** Bytes that all structural streams (cross-references, object streams) together may inflate to. */
  maxInflatedTotal: number;
}>;

export const PDF_LIMITS: PdfLimits = {
  maxSections: 1000,
  maxEntries: 2_000_000,
  maxDepth: 64,
  maxInflated: 32 * 1024 * 1024,
  maxInflatedTotal: 96 * 1024 * 1024,
};
