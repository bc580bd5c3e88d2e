export { PdfFile, readPdf } from './file.ts';
export { type PdfFault, type PdfFaultCode } from './fault.ts';
export { keySpan } from './parser.ts';
export { accountFor } from './gaps.ts';
export {
  type IndirectObject,
  type PdfDict,
  type PdfObject,
  type PdfStream,
  dictOf,
  integerOf,
  itemsOf,
  nameOf,
  numberOf,
} from './object.ts';
export { type PdfPage, readPages } from './page-tree.ts';
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
