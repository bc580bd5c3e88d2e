import {
  type Increment,
  type PdfPage,
  dictOf,
  editDict,
  itemsOf,
  nameText,
  numberText,
  openGraphicsStates,
  rawObject,
} from '../pdf/index.ts';
import { AppError } from '../bytes/app-error.ts';
import { type DictObject, asDict, referenced } from './document-root.ts';

/** A Form XObject to be shown on every page: its object number, its size and its margin in points, and its place. */
export type Overlay = Readonly<{
  form: number;
  /** Resource name to use; digits are added where a page has it already. */
  name: string;
  width: number;
  height: number;
  margin: Readonly<{ side: number; edge: number }>;
  corner: 'lowerLeft' | 'upperRight' | 'centre';
}>;

type Edits = Map<string, string | Uint8Array>;

// Decoded content that is looked through for unbalanced q and Q; enough for ordinary contracts of 300 pages.
const CONTENT_BUDGET = 24 * 1024 * 1024;
const A4_SHORT_SIDE = 595;

/**
 * Puts an overlay on every page, at a corner or in the middle of what a viewer shows and upright there, whatever the page's Rotate,
 * CropBox, origin or UserUnit (ISO 32000-2 §7.7.3.3, §14.11.2.1). The page's own content stays as it is, wrapped in
 * `q … Q`; the overlay is drawn after it, marked as an artifact.
 *
 * @param firstPageEdits - further changes to the first page's dictionary, written with it.
 */
export function overlayPages(
  increment: Increment,
  pages: readonly PdfPage[],
  overlay: Overlay,
  firstPageEdits: ReadonlyMap<string, string | Uint8Array>,
): void {
  const head = increment.allocate();
  increment.putStream(head, '', new TextEncoder().encode('q\n'));
  const tails = new Map<string, number>();
  const resources = new ResourceNames(increment, overlay);
  const budget = { bytes: CONTENT_BUDGET };
  for (const page of pages) {
    const edits: Edits = new Map(page.index === 0 ? firstPageEdits : []);
    const object = increment.file.object(page.num);
    const holder = object && asDict(object);
    if (!holder) throw new AppError('PDF_PAGE_MISSING', { page: page.index });
    const name = resources.nameOn(page, holder, edits);
    const open = openGraphicsStates(increment.file, page.dict.entries.get('Contents'), budget);
    const text =
      `${'Q\n'.repeat(open)}q ${matrix(page, overlay)} cm\n` +
      `/Artifact <</Type /Pagination>> BDC\n${nameText(name)} Do\nEMC\nQ\n`;
    let tail = tails.get(text);
    if (tail === undefined) {
      tail = increment.allocate();
      increment.putStream(tail, '', new TextEncoder().encode(text));
      tails.set(text, tail);
    }
    edits.set('Contents', contents(increment, holder, head, tail));
    increment.put(page.num, editDict(holder.source, holder.dict, edits), page.gen);
  }
}

function contents(increment: Increment, page: DictObject, head: number, tail: number): string {
  const { file } = increment;
  const value = page.dict.entries.get('Contents');
  const list = itemsOf(file.resolve(value));
  let own = '';
  if (list) {
    const refs = list.flatMap((item) => (item.kind === 'ref' ? [`${item.num} ${item.gen} R`] : []));
    own = ` ${refs.join(' ')}`;
  } else if (value?.kind === 'ref' && file.resolve(value).kind === 'stream')
    own = ` ${value.num} ${value.gen} R`;
  return `[${head} 0 R${own} ${tail} 0 R]`;
}

// The overlay's own axes (right, up) in user space, and the corner it hangs on, by the page's rotation.
function matrix(page: PdfPage, overlay: Overlay): string {
  const { left, bottom, right, top } = page.visibleBox;
  const sideways = page.rotate === 90 || page.rotate === 270;
  const width = sideways ? top - bottom : right - left;
  const height = sideways ? right - left : top - bottom;
  const scale = Math.min(
    Math.max(1, (Math.min(width, height) * page.userUnit) / A4_SHORT_SIDE) / page.userUnit,
    width / (overlay.width + 2 * overlay.margin.side),
    height / (overlay.height + 2 * overlay.margin.edge),
  );
  const share = { lowerLeft: 0, centre: 0.5, upperRight: 1 }[overlay.corner];
  const x = place(share, width, scale * overlay.width, scale * overlay.margin.side);
  const y = place(share, height, scale * overlay.height, scale * overlay.margin.edge);
  const numbers =
    page.rotate === 90
      ? [0, scale, -scale, 0, right - y, bottom + x]
      : page.rotate === 180
        ? [-scale, 0, 0, -scale, right - x, top - y]
        : page.rotate === 270
          ? [0, -scale, scale, 0, left + y, top - x]
          : [scale, 0, 0, scale, left + x, bottom + y];
  return numbers.map(numberText).join(' ');
}

/** Where a length begins within a room, at this share of what is free between the margins. */
function place(share: number, room: number, length: number, margin: number): number {
  return margin + share * (room - length - 2 * margin);
}

/** Gives the overlay a resource name on each page; resources that pages share are changed once. */
class ResourceNames {
  readonly #increment: Increment;
  readonly #overlay: Overlay;
  readonly #names = new Map<string, string>();
  readonly #copies = new Map<number, Readonly<{ num: number; name: string }>>();

  constructor(increment: Increment, overlay: Overlay) {
    this.#increment = increment;
    this.#overlay = overlay;
  }

  nameOn(page: PdfPage, holder: DictObject, edits: Edits): string {
    const { file } = this.#increment;
    const own = referenced(file, page.resources);
    const shared = own && asDict(own);
    if (shared) {
      return this.#once(`object ${shared.num}`, () =>
        this.#extend(shared, (body) => this.#increment.put(shared.num, body, shared.gen)),
      );
    }
    if (page.resourcesFrom === page.num && dictOf(page.resources)) {
      const dict = dictOf(page.resources);
      return dict
        ? this.#extend({ ...holder, dict }, (body) => edits.set('Resources', body))
        : this.#overlay.name;
    }
    // Inherited from an ancestor, or none at all: one copy for all pages that have it from there.
    let copy = this.#copies.get(page.resourcesFrom);
    if (!copy) {
      const num = this.#increment.allocate();
      const ancestor = file.object(page.resourcesFrom);
      const dict = dictOf(page.resources);
      let body: string | Uint8Array | undefined;
      let name = this.#overlay.name;
      if (ancestor && dict) {
        const source = { num: 0, gen: 0, source: ancestor.source, dict };
        name = this.#extend(source, (extended) => (body = extended));
        body ??= rawObject(ancestor.source, dict);
      }
      this.#increment.put(num, body ?? `<</XObject <<${nameText(name)} ${this.#overlay.form} 0 R>>>>`);
      copy = { num, name };
      this.#copies.set(page.resourcesFrom, copy);
    }
    edits.set('Resources', `${copy.num} 0 R`);
    return copy.name;
  }

  // Adds the name to a resource dictionary; `write` is called only where that dictionary itself must change.
  #extend(resources: DictObject, write: (body: Uint8Array) => void): string {
    const { file } = this.#increment;
    const value = resources.dict.entries.get('XObject');
    const own = referenced(file, value);
    const shared = own && asDict(own);
    if (shared) {
      return this.#once(`object ${shared.num}`, () => {
        const name = this.#freeName(shared);
        this.#increment.put(shared.num, this.#withForm(shared, name), shared.gen);
        return name;
      });
    }
    const dict = dictOf(value);
    const list = dict && { ...resources, dict };
    const name = list ? this.#freeName(list) : this.#overlay.name;
    const body = list ? this.#withForm(list, name) : `<<${nameText(name)} ${this.#overlay.form} 0 R>>`;
    write(editDict(resources.source, resources.dict, new Map([['XObject', body]])));
    return name;
  }

  #withForm(list: DictObject, name: string): Uint8Array {
    return editDict(list.source, list.dict, new Map([[name, `${this.#overlay.form} 0 R`]]));
  }

  #freeName(list: DictObject): string {
    let name = this.#overlay.name;
    for (let i = 1; list.dict.entries.has(name); i++) name = `${this.#overlay.name}${i}`;
    return name;
  }

  #once(key: string, make: () => string): string {
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const name = make();
    this.#names.set(key, name);
    return name;
  }
}
