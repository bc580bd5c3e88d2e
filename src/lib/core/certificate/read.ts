import type { Result } from '../bytes/result.ts';
import { dictOf, itemsOf, readPdf, type PdfDict, type PdfFile, type PdfObject } from '../pdf/index.ts';
import { textOf } from '../pdf/text-string.ts';
import { CERTIFICATE_FILE_NAME, type CertificateOfConclusion } from './content.ts';
import { ENVELOPE_SHEET_FILE_NAME, type EnvelopeSheet } from './envelope-sheet.ts';
import { parseEnvelopeSheet } from './parse-envelope-sheet.ts';
import { parseCertificate, type CertificateCode } from './parse.ts';

const MAX_JSON = 4 * 1024 * 1024;
const MAX_NODES = 1000;

/**
 * Finds and reads the JSON that a certificate of conclusion carries.
 *
 * @param bytes - the whole PDF.
 * @returns CERTIFICATE_ABSENT where the file carries none, is encrypted or is no PDF; the codes of `parseCertificate`
 *   where what it carries is not sound. Never throws. Whether the file is sealed is `judge`'s answer, not this one's.
 *
 * Source: ISO 32000-2 §7.11.4, §14.13.
 */
export function readCertificatePdf(bytes: Uint8Array): Result<CertificateOfConclusion, CertificateCode> {
  const text = attachedText(bytes, CERTIFICATE_FILE_NAME);
  return text.ok ? parseCertificate(text.value) : text;
}

/** The same of a list of an envelope's documents 電子契約締結証明書（一覧）. */
export function readEnvelopeSheetPdf(bytes: Uint8Array): Result<EnvelopeSheet, CertificateCode> {
  const text = attachedText(bytes, ENVELOPE_SHEET_FILE_NAME);
  return text.ok ? parseEnvelopeSheet(text.value) : text;
}

function attachedText(bytes: Uint8Array, name: string): Result<string, CertificateCode> {
  const file = readPdf(bytes);
  if (file.revisions.length === 0 || file.encrypted) return { ok: false, code: 'CERTIFICATE_ABSENT' };
  const found = attachments(file).filter((one) => fileName(file, one) === name);
  const [only] = found;
  if (!only) return { ok: false, code: 'CERTIFICATE_ABSENT' };
  const stream = file.get(file.getDict(only, 'EF'), 'F');
  const octets = stream.kind === 'stream' ? file.decode(stream) : undefined;
  const text = octets && octets.length <= MAX_JSON ? utf8(octets) : undefined;
  return text === undefined
    ? { ok: false, code: 'CERTIFICATE_MALFORMED', context: { member: '' } }
    : { ok: true, value: text };
}

function utf8(octets: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function fileName(file: PdfFile, specification: PdfDict): string | undefined {
  const name = file.get(specification, specification.entries.has('UF') ? 'UF' : 'F');
  return name.kind === 'string' ? textOf(name.bytes) : undefined;
}

// Associated files first, then the name tree: a writer lists them in either.
function attachments(file: PdfFile): readonly PdfDict[] {
  const catalog = file.catalog();
  const out = (itemsOf(file.get(catalog, 'AF')) ?? []).flatMap((item) => dictOf(file.resolve(item)) ?? []);
  let left = MAX_NODES;
  const walk = (node: PdfObject): void => {
    const dict = dictOf(node);
    if (!dict || left-- <= 0) return;
    const names = itemsOf(file.get(dict, 'Names')) ?? [];
    for (let i = 1; i < names.length; i += 2) {
      const specification = dictOf(file.resolve(names[i]));
      if (specification) out.push(specification);
    }
    for (const kid of itemsOf(file.get(dict, 'Kids')) ?? []) walk(file.resolve(kid));
  };
  walk(file.get(file.getDict(catalog, 'Names'), 'EmbeddedFiles'));
  return out;
}
