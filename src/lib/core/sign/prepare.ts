import { AppError } from '../bytes/app-error.ts';
import { indexOfAscii } from '../bytes/search.ts';
import type { ByteSpan } from '../bytes/span.ts';
import {
  Increment,
  type PdfFile,
  dateString,
  dictOf,
  itemsOf,
  readPdf,
  textOf,
  textString,
} from '../pdf/index.ts';
import {
  type RootChanges,
  catalogObject,
  extendAnnotations,
  extendForm,
  firstPage,
  writeRootChanges,
} from './document-root.ts';

/** Octets that a signature's CMS may have: a seal with its time-stamp takes 5 to 8 KB. */
export const CONTENTS_CAPACITY = 16_384;

type SignatureKind = 'signature' | 'documentTimestamp';

/** What a signature dictionary is to say. All of it is claimed, none of it judged. */
export type SignatureRequest = Readonly<{
  /** Partial name of the new field (/T); no field of the document may have it yet. */
  fieldName: string;
  kind: SignatureKind;
  /** /Name and /Reason; a document time-stamp has neither. */
  name?: string;
  reason?: string;
  /** /M, the claimed instant; a document time-stamp has none. */
  claimedAt?: Date;
  /** Makes it a certification signature with this DocMDP permission (ISO 32000-2 §12.8.2.2). */
  certify?: 1 | 2 | 3;
}>;

/**
 * An incremental update with a signature dictionary whose /Contents is still zeros.
 *
 * `contents` is the place of `<…>`, brackets included, in the whole file; `byteRange` has the dictionary's four
 * numbers: [0, up to contents, from its end, to the end].
 */
export type PreparedIncrement = Readonly<{
  kind: SignatureKind;
  fieldName: string;
  baseLength: number;
  increment: Uint8Array;
  contents: ByteSpan;
  byteRange: readonly [number, number, number, number];
}>;

/**
 * Prepares one incremental update that adds an invisible signature field on page 1 with its signature dictionary:
 * ETSI.CAdES.detached, or ETSI.RFC3161 for a document time-stamp.
 *
 * @param bytes - the whole file so far; it stays a prefix, byte for byte, and is not copied.
 * @returns the update to append, deterministic for the same arguments.
 * @throws AppError where the file has no catalog or page, or the field name is taken.
 *
 * Source: EN 319 142-1 §5.3, §5.4.3; ISO 32000-2 §12.8.1, §12.7.5.5, §12.8.5.
 */
export function prepareSignature(bytes: Uint8Array, request: SignatureRequest): PreparedIncrement {
  const file = readPdf(bytes);
  refuseTakenName(file, request.fieldName);
  const increment = new Increment(file);
  const changes: RootChanges = { catalog: new Map(), page: new Map() };
  const { page } = firstPage(file);
  const signature = increment.allocate();
  const field = increment.allocate();
  extendForm(increment, changes, [`${field} 0 R`]);
  extendAnnotations(increment, changes, [`${field} 0 R`]);
  if (request.certify !== undefined) {
    refuseCertified(file);
    changes.catalog.set('Perms', `<</DocMDP ${signature} 0 R>>`);
  }
  writeRootChanges(increment, changes);
  // F 132: Print and Locked. A rectangle without area is what makes the signature invisible (§12.7.5.5).
  increment.put(
    field,
    `<</Type /Annot /Subtype /Widget /FT /Sig /T ${textString(request.fieldName)} /V ${signature} 0 R ` +
      `/F 132 /Rect [0 0 0 0] /P ${page.num} ${page.gen} R>>`,
  );
  const body = signatureDictionary(request);
  const at = increment.put(signature, body);
  return fillByteRange(request, bytes.length, increment.finish(), at);
}

const RANGE_PLACEHOLDER = `[0${' '.repeat(48)}]`;

function signatureDictionary(request: SignatureRequest): string {
  const contents = `<${'0'.repeat(2 * CONTENTS_CAPACITY)}>`;
  if (request.kind === 'documentTimestamp') {
    return (
      `<</Type /DocTimeStamp /Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161 ` +
      `/ByteRange ${RANGE_PLACEHOLDER} /Contents ${contents}>>`
    );
  }
  let text = `<</Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached `;
  if (request.claimedAt) text += `/M ${dateString(request.claimedAt)} `;
  if (request.name !== undefined) text += `/Name ${textString(request.name)} `;
  if (request.reason !== undefined) text += `/Reason ${textString(request.reason)} `;
  if (request.certify !== undefined) {
    text +=
      `/Reference [<</Type /SigRef /TransformMethod /DocMDP ` +
      `/TransformParams <</Type /TransformParams /P ${request.certify} /V /1.2>>>>] `;
  }
  return `${text}/ByteRange ${RANGE_PLACEHOLDER} /Contents ${contents}>>`;
}

function fillByteRange(
  request: SignatureRequest,
  baseLength: number,
  increment: Uint8Array,
  bodyAt: number,
): PreparedIncrement {
  const from = bodyAt - baseLength;
  const rangeAt = indexOfAscii(increment, RANGE_PLACEHOLDER, from);
  const holeAt = rangeAt + RANGE_PLACEHOLDER.length + ' /Contents '.length;
  const contents = { offset: baseLength + holeAt, length: 2 * CONTENTS_CAPACITY + 2 };
  const after = contents.offset + contents.length;
  const end = baseLength + increment.length;
  const byteRange = [0, contents.offset, after, end - after] as const;
  const text = `[${byteRange.join(' ')}`.padEnd(RANGE_PLACEHOLDER.length - 1);
  for (let i = 0; i < text.length; i++) increment[rangeAt + i] = text.charCodeAt(i);
  const { kind, fieldName } = request;
  return { kind, fieldName, baseLength, increment, contents, byteRange };
}

function refuseTakenName(file: PdfFile, fieldName: string): void {
  const form = file.getDict(file.catalog(), 'AcroForm');
  for (const item of itemsOf(file.get(form, 'Fields')) ?? []) {
    const name = file.get(dictOf(file.resolve(item)), 'T');
    if (name.kind === 'string' && textOf(name.bytes) === fieldName) {
      throw new AppError('FIELD_NAME_TAKEN', { fieldName });
    }
  }
}

function refuseCertified(file: PdfFile): void {
  if (catalogObject(file).dict.entries.has('Perms')) throw new AppError('DOCUMENT_CERTIFIED_ALREADY');
}

/** The bytes that the signature covers, as parts in order, for a digest port: base and update are not copied. */
export function coveredParts(base: Uint8Array, prepared: PreparedIncrement): readonly Uint8Array[] {
  const from = prepared.contents.offset - prepared.baseLength;
  return [
    base,
    prepared.increment.subarray(0, from),
    prepared.increment.subarray(from + prepared.contents.length),
  ];
}
