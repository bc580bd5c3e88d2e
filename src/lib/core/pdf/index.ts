export { PdfFile, readPdf, type Located } from './file.ts';
export { type PdfFault, type PdfFaultCode, type PdfFaultSeverity } from './fault.ts';
export { PDF_LIMITS, type PdfLimits } from './limits.ts';
export { type Revision } from './revision.ts';
export { type XrefEntry, type XrefSection } from './xref.ts';
export { keySpan } from './parser.ts';
export { type Accounting, type Gap, type Overlap, accountFor } from './gaps.ts';
export {
  type IndirectObject,
  type PdfArray,
  type PdfBoolean,
  type PdfDict,
  type PdfName,
  type PdfNull,
  type PdfNumber,
  type PdfObject,
  type PdfRef,
  type PdfStream,
  type PdfString,
  NULL_OBJECT,
  dictOf,
  integerOf,
  itemsOf,
  nameOf,
  numberOf,
} from './object.ts';
export { type PageTree, type PdfPage, type Rectangle, readPages, toRectangle } from './page-tree.ts';
export { Increment } from './increment.ts';
export {
  appendItems,
  byteString,
  dateString,
  editDict,
  nameText,
  numberText,
  rawObject,
  textString,
} from './serialise.ts';
export { textOf } from './text-string.ts';
export { openGraphicsStates } from './content-depth.ts';
