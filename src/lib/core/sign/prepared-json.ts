import { AppError } from '../bytes/app-error.ts';
import { fromBase64, toBase64 } from '../bytes/base64.ts';
import type { PreparedIncrement } from './prepare.ts';

/** A prepared update as JSON, to be stored between steps; the zeros of /Contents are not in it. */
export type PreparedJson = Readonly<{
  version: 1;
  kind: 'signature' | 'documentTimestamp';
  fieldName: string;
  baseLength: number;
  beforeB64: string;
  contentsLength: number;
  afterB64: string;
}>;

/** Turns a prepared update into JSON of a few kilobytes. */
export function preparedToJson(prepared: PreparedIncrement): PreparedJson {
  const from = prepared.contents.offset - prepared.baseLength;
  return {
    version: 1,
    kind: prepared.kind,
    fieldName: prepared.fieldName,
    baseLength: prepared.baseLength,
    beforeB64: toBase64(prepared.increment.subarray(0, from)),
    contentsLength: prepared.contents.length,
    afterB64: toBase64(prepared.increment.subarray(from + prepared.contents.length)),
  };
}

/**
 * Turns the JSON back into the very same prepared update.
 *
 * @throws AppError PREPARED_MALFORMED where it is not what `preparedToJson` made.
 */
export function preparedFromJson(json: unknown): PreparedIncrement {
  if (!isPreparedJson(json)) throw new AppError('PREPARED_MALFORMED');
  const before = fromBase64(json.beforeB64);
  const after = fromBase64(json.afterB64);
  if (!before || !after || json.contentsLength < 2) throw new AppError('PREPARED_MALFORMED');
  const increment = new Uint8Array(before.length + json.contentsLength + after.length).fill(0x30);
  increment.set(before);
  increment[before.length] = 0x3c;
  increment[before.length + json.contentsLength - 1] = 0x3e;
  increment.set(after, before.length + json.contentsLength);
  const contents = { offset: json.baseLength + before.length, length: json.contentsLength };
  return {
    kind: json.kind,
    fieldName: json.fieldName,
    baseLength: json.baseLength,
    increment,
    contents,
    byteRange: [0, contents.offset, contents.offset + contents.length, after.length],
  };
}

function isPreparedJson(json: unknown): json is PreparedJson {
  if (typeof json !== 'object' || json === null) return false;
  const value = json as Partial<Record<keyof PreparedJson, unknown>>;
  return (
    value.version === 1 &&
    (value.kind === 'signature' || value.kind === 'documentTimestamp') &&
    typeof value.fieldName === 'string' &&
    Number.isSafeInteger(value.baseLength) &&
    Number.isSafeInteger(value.contentsLength) &&
    typeof value.beforeB64 === 'string' &&
    typeof value.afterB64 === 'string'
  );
}
