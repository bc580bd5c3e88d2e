import { PDFName, PDFNumber } from 'pdf-lib';
import type { PDFDocument, PDFRef } from 'pdf-lib';

/** Standard structure types that the sheet uses (ISO 32000-1 §14.8.4). */
export type StructureType =
  'Document' | 'H1' | 'H2' | 'P' | 'Table' | 'TR' | 'TH' | 'TD' | 'L' | 'LI' | 'LBody';

type Marked = Readonly<{ page: PDFRef; mcid: number }>;

/** An element of the structure tree, growing as the sheet is drawn. */
export class StructureElement {
  readonly type: StructureType;
  /** Which cells a TH heads. */
  readonly scope: 'Row' | 'Column' | undefined;
  readonly children: (StructureElement | Marked)[] = [];

  constructor(type: StructureType, scope?: 'Row' | 'Column') {
    this.type = type;
    this.scope = scope;
  }

  add(type: StructureType, scope?: 'Row' | 'Column'): StructureElement {
    const child = new StructureElement(type, scope);
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
      const header = element.scope === undefined ? {} : { A: { O: 'Table', Scope: element.scope } };
      context.assign(
        ref,
        context.obj({ Type: 'StructElem', S: element.type, P: parent, K: kids, ...header }),
      );
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
