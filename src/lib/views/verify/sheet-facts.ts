import type { SheetComparison } from '../../domain/sheet-listing.ts';
import type { Conclusion } from '../../messages/conclusion.ts';

/** A list of an envelope's documents with what the files at hand say of it. */
export interface SheetReport {
  readonly content: SheetFacts;
  /** With the comparison, where there is one. */
  readonly conclusion: readonly Conclusion[];
  readonly comparison: SheetComparison | null;
  /** Name of a file by its key; null where it is gone. */
  readonly nameOf: (key: string) => string | null;
  readonly onopen: (key: string) => void;
}

/**
 * What the verify page shows of a list of an envelope's documents: the members it reads from the attached JSON
 * (`core/certificate/envelope-sheet.ts` has them all, this room may not look there).
 */
export interface SheetFacts {
  readonly sheetId: string;
  readonly concludedAt: string;
  readonly envelope: { readonly title: string; readonly managementLabel: string };
  readonly documents: readonly {
    readonly certificateId: string;
    readonly name: string;
    readonly sha256Hex: string;
  }[];
  readonly parties: readonly {
    readonly company: string;
    readonly title: string;
    readonly principalName: string;
  }[];
}
