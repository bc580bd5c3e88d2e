import type { Facts, SignatureFacts } from './facts.ts';
import type { Findings, Place } from './findings.ts';

const SUB_FILTERS: readonly string[] = [
  'ETSI.CAdES.detached',
  'ETSI.RFC3161',
  'adbe.pkcs7.detached',
  'adbe.pkcs7.sha1',
  'adbe.x509.rsa_sha1',
];

/** Where what is asked of a signature is: its value, which stands in the gap of its byte range. */
export function placeOf(facts: Facts, { byteRange, span, page }: SignatureFacts): Place {
  return { at: byteRange.gap ?? span ?? { offset: 0, length: facts.length }, page: page ?? undefined };
}

/** Judges the signature dictionary and its byte range. ISO 32000-2 §12.8.1; EN 319 142-1 §5.1. */
export function judgeDictionary(signature: SignatureFacts, findings: Findings): void {
  const { byteRange, dictionaryFaults, span } = signature;
  const at = span ?? undefined;
  const ask = (check: Parameters<Findings['ask']>[0], ok: boolean, more: Parameters<Findings['ask']>[3]) =>
    findings.ask(check, ok, 'FORMAT_FAILURE', { at, ...more });
  ask('SIGNATURE_DICTIONARY', dictionaryFaults.length === 0, { context: { faults: dictionaryFaults } });
  // ISO 32000-2 table 260: what is not known here cannot be said to hold.
  const subFilter = signature.subFilter ?? '';
  ask('SIGNATURE_SUBFILTER', SUB_FILTERS.includes(subFilter), { context: { subFilter } });
  // The same contents in two fields: one of them is a replay.
  ask('SIGNATURE_UNIQUE', signature.duplicateOf === null, {});
  if (!ask('BYTE_RANGE_FORM', byteRange.wellFormed, {})) {
    findings.notRun('BYTE_RANGE_GAP');
    findings.notRun('BYTE_RANGE_END');
    return;
  }
  // All but the value itself is covered, from the first octet to the end of a revision.
  ask('BYTE_RANGE_GAP', byteRange.gapExact, { at: byteRange.gap ?? at });
  ask('BYTE_RANGE_END', byteRange.revision !== null, { at: { offset: byteRange.end, length: 0 } });
}
