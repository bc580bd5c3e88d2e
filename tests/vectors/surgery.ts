import { concatBytes } from '../../src/lib/core/bytes/concat.ts';
import { Increment, editDict, readPages, readPdf, type PdfPage } from '../../src/lib/core/pdf/index.ts';
import {
  readElement,
  readElements,
  readOnly,
  retag,
  sequence,
  type DerElement,
} from '../../src/lib/core/sign/der.ts';
import {
  embedContents,
  prepareSignature,
  type PreparedIncrement,
  type SignatureRequest,
} from '../../src/lib/core/sign/index.ts';

/** Puts one ASCII text in the place of another of the same length, in the prepared update. */
export function replaced(from: string, to: string): (prepared: PreparedIncrement) => PreparedIncrement {
  return (prepared) => {
    const increment = Buffer.from(prepared.increment);
    const at = increment.indexOf(from, 0, 'latin1');
    if (at < 0 || to.length > from.length) throw new RangeError(`cannot put ${to} for ${from}`);
    increment.write(to.padEnd(from.length), at, 'latin1');
    return { ...prepared, increment: new Uint8Array(increment) };
  };
}

/** Writes another /ByteRange; what is signed follows it. */
export function ranged(
  change: (numbers: readonly [number, number, number, number]) => readonly [number, number, number, number],
): (prepared: PreparedIncrement) => PreparedIncrement {
  return (prepared) => {
    const byteRange = change(prepared.byteRange);
    const edited = replaced(
      `[${prepared.byteRange.join(' ')}   `,
      `[${byteRange.join(' ')}`,
    )(
      // The closing bracket stands behind blanks, so shorter numbers leave blanks alone.
      prepared,
    );
    return { ...edited, byteRange };
  };
}

/** Appends one revision. */
export function appended(file: Uint8Array, write: (increment: Increment, page: PdfPage) => void): Uint8Array {
  const increment = new Increment(readPdf(file));
  const [page] = readPages(increment.file).pages;
  if (!page) throw new RangeError('no page');
  write(increment, page);
  return concatBytes(file, increment.finish());
}

/** Writes an object anew with some of its members changed. */
export function edited(increment: Increment, num: number, edits: ReadonlyMap<string, string>): void {
  const object = increment.file.object(num);
  if (object?.value.kind !== 'dict') throw new RangeError('no dictionary');
  increment.put(num, editDict(increment.file.bytes, object.value, edits), object.gen);
}

/** Appends a revision that adds an annotation to page 1. @param more - further members of it. */
export function annotated(file: Uint8Array, subtype: string, more = ''): Uint8Array {
  return appended(file, (increment, page) => {
    const num = increment.allocate();
    increment.put(num, `<</Type /Annot /Subtype /${subtype} /Rect [70 690 300 720] /Contents (x) ${more}>>`);
    const annots = page.dict.entries.get('Annots');
    const items = annots && increment.file.resolve(annots);
    const refs =
      items?.kind === 'array'
        ? items.items.flatMap((item) => (item.kind === 'ref' ? [`${String(item.num)} 0 R`] : []))
        : [];
    edited(increment, page.num, new Map([['Annots', `[${[...refs, `${String(num)} 0 R`].join(' ')}]`]]));
  });
}

/** Appends a further signature field with the CMS given. */
export function fieldAppended(
  file: Uint8Array,
  fieldName: string,
  cms: Uint8Array,
  kind: SignatureRequest['kind'] = 'signature',
): Uint8Array {
  return concatBytes(file, embedContents(prepareSignature(file, { fieldName, kind }), cms));
}

/** The CMS of the newest signature of a SubFilter, its padding left out. */
export function contentsOf(file: Uint8Array, subFilter: string): Uint8Array {
  const hex = new RegExp(`/SubFilter /${subFilter} [\\s\\S]*?/Contents <([0-9a-f]{64,})>`, 'i');
  const found = hex.exec(Buffer.from(file).toString('latin1'))?.[1];
  if (found === undefined) throw new RangeError(`no signature by ${subFilter}`);
  return readElement(new Uint8Array(Buffer.from(found, 'hex'))).bytes;
}

/** Puts an octet behind the CMS of the last signature, where padding was and nothing covers it. */
export function behindContents(file: Uint8Array): Uint8Array {
  const out = Buffer.from(file);
  const at = out.lastIndexOf('/Contents <');
  out.write('1', out.indexOf('>', at) - 1);
  return new Uint8Array(out);
}

/** Appends a revision whose security store holds that many further streams. */
export function stuffed(file: Uint8Array, count: number): Uint8Array {
  return appended(file, (increment) => {
    const store = increment.file.catalog()?.entries.get('DSS');
    if (store?.kind !== 'ref') throw new RangeError('no security store');
    const refs = Array.from({ length: count }, () => {
      const num = increment.allocate();
      increment.putStream(num, '', Uint8Array.of(0x30, 0));
      return `${String(num)} 0 R`;
    });
    edited(increment, store.num, new Map([['Certs', `[${refs.join(' ')}]`]]));
  });
}

/** Takes the CMS apart, changes the members of its SignedData, and puts it together again. */
export function signedDataWith(
  cms: Uint8Array,
  change: (members: readonly DerElement[]) => readonly Uint8Array[],
): Uint8Array {
  const [type, explicit] = readOnly(cms, 0x30);
  const [data] = readElements(explicit?.content ?? new Uint8Array());
  if (!type || !data) throw new RangeError('not SignedData');
  return sequence(type.bytes, retag(0xa0, sequence(sequence(...change(readElements(data.content))))));
}
