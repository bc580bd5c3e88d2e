import * as asn1js from 'asn1js';
import { type Attribute, ContentInfo, SignedData } from 'pkijs';

/** RFC 3161 appendix A: id-aa-timeStampToken. */
const SIGNATURE_TIMESTAMP = '1.2.840.113549.1.9.16.2.14';

/** One signature of a file, as far as plain text tells. */
export interface TextSignature {
  readonly subFilter: string;
  /** The ranges' octets, joined; shorter than stated where a range reaches past the end. */
  readonly covered: Buffer;
  /** DER of the CMS without its padding. */
  readonly cms: Buffer;
  /** Where the hexadecimal digits of /Contents stand in the file, padding included; offsets of octets. */
  readonly digits: { readonly start: number; readonly end: number };
}

/**
 * Every signature dictionary of a file, found by its plain text: independent of our own reader, and of whether
 * the file's structure can still be read.
 *
 * Works on files of this service, which write the dictionary uncompressed; what is no DER in /Contents is left out.
 */
export function signaturesByText(pdf: Buffer): TextSignature[] {
  const text = pdf.toString('latin1');
  return [...text.matchAll(/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g)].flatMap((match) => {
    const [a, b, c, d] = match.slice(1, 5).map(Number) as [number, number, number, number];
    const dictionary = text.slice(text.lastIndexOf(' obj', match.index), c + 400);
    const subFilter = /\/SubFilter\s*\/([A-Za-z0-9.]+)/.exec(dictionary)?.[1] ?? 'none';
    const digits = { start: a + b + 1, end: c - 1 };
    const padded = Buffer.from(text.slice(digits.start, digits.end), 'hex');
    const cms = firstElement(padded);
    if (cms === null) return [];
    return [
      { subFilter, covered: Buffer.concat([pdf.subarray(a, a + b), pdf.subarray(c, c + d)]), cms, digits },
    ];
  });
}

/** The first DER element: its length says where the zero padding begins. */
function firstElement(padded: Buffer): Buffer | null {
  const octets = (padded[1] ?? 0) & 0x7f;
  if (padded[0] !== 0x30 || octets < 1 || octets > 4 || padded.length < 2 + octets) return null;
  return padded.subarray(0, 2 + octets + padded.readUIntBE(2, octets));
}

/** The signature value and the signature time-stamp token of a seal, as pkijs reads them; null where there is none. */
export function timestampOf(cms: Uint8Array): { token: Buffer; value: Buffer } | null {
  const { result } = asn1js.fromBER(new Uint8Array(cms));
  const signed = new SignedData({ schema: new ContentInfo({ schema: result }).content });
  const [signer] = signed.signerInfos;
  const attribute = signer?.unsignedAttrs?.attributes.find((a: Attribute) => a.type === SIGNATURE_TIMESTAMP);
  const token: unknown = attribute?.values[0];
  if (signer === undefined || !(token instanceof asn1js.Sequence)) return null;
  return {
    token: Buffer.from(token.valueBeforeDecodeView),
    value: Buffer.from(signer.signature.valueBlock.valueHexView),
  };
}
