import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parseCertificate } from '../../src/lib/core/certificate/parse.ts';
import { sampleCertificate } from '../../src/lib/core/print/sample-certificate.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../docs/schema/shomei-certificate.schema.json', import.meta.url), 'utf8'),
) as object;
const isBySchema = new Ajv2020({ strict: true, strictRequired: false, allErrors: false }).compile(schema);

const sample = sampleCertificate(2, {
  attachments: [
    { name: 'a.pdf', sha256Hex: 'a'.repeat(64), length: 1, certificateId: null },
    { name: 'b.pdf', sha256Hex: 'b'.repeat(64), length: 2, certificateId: 'b'.repeat(32) },
  ],
});

/** Every place of a JSON value, as a path of keys. */
function places(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, child]) => places(child, [...path, key]));
  return path.length === 0 ? inner : [path, ...inner];
}

/** A copy with one place changed; `undefined` takes it away. */
function changed(path: readonly string[], to: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(sample)) as Record<string, unknown>;
  let at = copy;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
  const last = path.at(-1) ?? '';
  if (to === undefined) delete at[last];
  else at[last] = to;
  return copy;
}

test('what the product prints is valid by the published schema', () => {
  expect(isBySchema(sample)).toBe(true);
});

test('the published schema and the reader refuse the same: each member in turn absent or of another form', () => {
  const differing: string[] = [];
  for (const path of places(sample)) {
    for (const to of [undefined, null, 'x', '', -1, 1.5, 2 ** 60, true, [], {}, 'x'.repeat(10_001)]) {
      // What takes an item from a list leaves a hole, which JSON cannot say.
      if (to === undefined && /^\d+$/.test(path.at(-1) ?? '')) continue;
      const value = changed(path, to);
      const isRead = parseCertificate(JSON.stringify(value)).ok;
      if (isBySchema(value) !== isRead) differing.push(`${path.join('.')} = ${String(to).slice(0, 20)}`);
    }
  }
  // Two rules that a schema cannot say: the count agrees with the list, and revisions grow.
  const beyondSchema = /^(signerCount|parties|document\.revisions\.\d+\.length) /;
  expect(differing.filter((one) => !beyondSchema.test(one))).toEqual([]);
});
