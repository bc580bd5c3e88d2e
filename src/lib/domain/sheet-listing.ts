import type { DocumentKeys } from './certificate-index.ts';

/** A document as a list of an envelope's documents names it. */
export interface ListedKeys {
  readonly certificateId: string;
  readonly name: string;
  readonly sha256Hex: string;
  /** Octets of the file that the hash is of, from the first on. */
  readonly length: number;
}

/** A list 電子契約締結証明書（一覧）: what it lists, and whether its own seal is good. */
export interface SheetKeys {
  readonly sheetId: string;
  readonly documents: readonly ListedKeys[];
  /** Who holds the key of its seal; null where no chain names anybody. */
  readonly holder: string | null;
  /** Whether it is itself TOTAL-PASSED. */
  readonly isPassed: boolean;
}

/** A file that a list may name: what it is found by, and its intact seals. */
export interface SheetFile extends DocumentKeys {
  readonly key: string;
  readonly seals: readonly { readonly coveredLength: number; readonly holder: string | null }[];
}

/**
 * What the files at hand say of one listed document: `matched` these very bytes are here, `differs` only a file with
 * its ID and other bytes, `absent` neither.
 */
export type ListedState = 'matched' | 'differs' | 'absent';

/** The comparison of a list with the files at hand. */
export interface SheetComparison {
  /**
   * Whether the list is to be believed about the files that match it: it is valid itself, and whoever sealed it sealed
   * them.
   */
  readonly isSound: boolean;
  /** In the order of the list; `files` are keys. */
  readonly documents: readonly (ListedKeys & {
    readonly state: ListedState;
    readonly files: readonly string[];
  })[];
}

/** The files that a list names by ID or by hash: of a folder of thousands, only these are compared with it. */
export function listedFiles(sheet: SheetKeys, files: readonly SheetFile[]): readonly SheetFile[] {
  const keys = new Set(sheet.documents.flatMap(({ certificateId, sha256Hex }) => [certificateId, sha256Hex]));
  return files.filter((file) => [...file.certificateIds, ...file.sha256Hexes].some((key) => keys.has(key)));
}

/** Asks which of the documents that a list names are among these files. The files are judged by themselves. */
export function compareSheet(sheet: SheetKeys, files: readonly SheetFile[]): SheetComparison {
  let isSound = sheet.isPassed && sheet.holder !== null;
  const documents = sheet.documents.map((listed) => {
    const equal = files.filter(({ sha256Hexes }) => sha256Hexes.includes(listed.sha256Hex));
    // Anyone whose certificate leads to an anchor could write a list: it is believed of its own sealer's files alone.
    if (!equal.every((file) => isSealedBy(sheet.holder, file, listed.length))) isSound = false;
    const named = files.filter(({ certificateIds }) => certificateIds.includes(listed.certificateId));
    const [state, found] =
      equal.length > 0
        ? (['matched', equal] as const)
        : ([named.length > 0 ? 'differs' : 'absent', named] as const);
    return { ...listed, state, files: found.map(({ key }) => key) };
  });
  return { isSound, documents };
}

// Seals that came after the listed bytes are nobody's business here.
function isSealedBy(holder: string | null, { seals }: SheetFile, length: number): boolean {
  const listed = seals.filter(({ coveredLength }) => coveredLength <= length);
  return listed.length > 0 && listed.every((seal) => seal.holder === holder);
}
