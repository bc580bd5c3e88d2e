import { PDFHexString, PDFName, PDFNumber } from 'pdf-lib';
import type { PDFDocument, PDFObject, PDFRef } from 'pdf-lib';
import { PAGE } from './page.ts';

/** Standard structure types that the sheet uses (ISO 32000-1 §14.8.4). */
export type StructureType =
  'Document' | 'H1' | 'H2' | 'P' | 'Table' | 'TR' | 'TH' | 'TD' | 'L' | 'LI' | 'LBody' | 'Figure';

/** Which cells a TH heads; what is read aloud for a Figure, and where it stands (x, y from the top, width, height). */
export type StructureDetails = Readonly<{
  scope?: 'Row' | 'Column';
  alt?: string;
  box?: readonly [number, number, number, number];
}>;

// ISO 32000-1 §14.8.5.7 (Scope), §14.9.3 (Alt), §14.8.5.4.3 (BBox).
function detailEntries(doc: PDFDocument, { scope, alt, box }: StructureDetails): Record<string, PDFObject> {
  const { context } = doc;
  const entries: Record<string, PDFObject> = {};
  if (scope !== undefined) entries['A'] = context.obj({ O: 'Table', Scope: scope });
  if (alt !== undefined) entries['Alt'] = PDFHexString.fromText(alt);
  if (box) {
    const [x, y, width, height] = box;
    const edges = [x, PAGE.height - y - height, x + width, PAGE.height - y];
    entries['A'] = context.obj({ O: 'Layout', Placement: 'Block', BBox: edges });
  }
  return entries;
}

type Marked = Readonly<{ page: PDFRef; mcid: number }>;

/** An element of the structure tree, growing as the sheet is drawn. */
export class StructureElement {
  readonly type: StructureType;
  readonly details: StructureDetails;
  readonly children: (StructureElement | Marked)[] = [];

  constructor(type: StructureType, details: StructureDetails = {}) {
    this.type = type;
    this.details = details;
  }

  add(type: StructureType, details: StructureDetails = {}): StructureElement {
    const child = new StructureElement(type, details);
    this.children.push(child);
    return child;
  }
}

/** Numbers the marked content of each page and writes the tree at the end. */
export class StructureTree {
  readonly root = new StructureElement('Document');
  readonly #pages: { page: PDFRef; owners: StructureElement[] }[] = [];

  /** Begins a page. @returns its /StructParents key. */
  beginPage(page: PDFRef): number {
    this.#pages.push({ page, owners: [] });
    return this.#pages.length - 1;
  }

  /** The next marked-content identifier on the current page, owned by the element. */
  mark(owner: StructureElement): number {
    const current = this.#pages.at(-1);
    if (current === undefined) throw new RangeError('no page was begun');
    const mcid = current.owners.length;
    current.owners.push(owner);
    owner.children.push({ page: current.page, mcid });
    return mcid;
  }

  /**
   * Writes /StructTreeRoot, /MarkInfo and the parent tree into the catalog.
   *
   * Source: ISO 32000-1 §14.7.2, §14.7.4.4.
   */
  write(doc: PDFDocument): void {
    const { context } = doc;
    const treeRef = context.nextRef();
    const refs = new Map<StructureElement, PDFRef>();
    const write = (element: StructureElement, parent: PDFRef): PDFRef => {
      const ref = context.nextRef();
      refs.set(element, ref);
      const kids = element.children.map((child) =>
        child instanceof StructureElement
          ? write(child, ref)
          : context.obj({ Type: 'MCR', Pg: child.page, MCID: child.mcid }),
      );
      const entries = { Type: 'StructElem', S: element.type, P: parent, K: kids };
      context.assign(ref, context.obj({ ...entries, ...detailEntries(doc, element.details) }));
      return ref;
    };
    const rootRef = write(this.root, treeRef);
    const nums = this.#pages.flatMap(({ owners }, key) => [
      PDFNumber.of(key),
      context.register(
        context.obj(
          owners.map((owner) => {
            const ref = refs.get(owner);
            if (ref === undefined) throw new RangeError('marked content outside the tree');
            return ref;
          }),
        ),
      ),
    ]);
    context.assign(
      treeRef,
      context.obj({
        Type: 'StructTreeRoot',
        K: [rootRef],
        ParentTree: context.register(context.obj({ Nums: nums })),
        ParentTreeNextKey: this.#pages.length,
      }),
    );
    doc.catalog.set(PDFName.of('StructTreeRoot'), treeRef);
    doc.catalog.set(PDFName.of('MarkInfo'), context.obj({ Marked: true }));
  }
}
