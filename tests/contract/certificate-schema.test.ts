import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { redactedCopy } from '../../src/lib/core/certificate/redact.ts';
import { parseCertificate } from '../../src/lib/core/certificate/parse.ts';
import { parseEnvelopeSheet } from '../../src/lib/core/certificate/parse-envelope-sheet.ts';
import { sampleCertificate } from '../../src/lib/core/print/sample-certificate.ts';
import { sampleEnvelopeSheet } from '../../src/lib/core/print/sample-envelope-sheet.ts';

function compiled(name: string): (value: unknown) => boolean {
  const url = new URL(`../../docs/schema/${name}.schema.json`, import.meta.url);
  const schema = JSON.parse(readFileSync(url, 'utf8')) as object;
  return new Ajv2020({ strict: true, strictRequired: false, allErrors: false }).compile(schema);
}

const certificate = sampleCertificate(2, {
  attachments: [
    { name: 'a.pdf', sha256Hex: 'a'.repeat(64), length: 1, certificateId: null },
    { name: 'b.pdf', sha256Hex: 'b'.repeat(64), length: 2, certificateId: 'b'.repeat(32) },
  ],
});

const ACCREDITATION = { asOf: '2026-11-01', authenticityMeasure: 'timestamp_before_exchange' } as const;

/** Every place of a JSON value, as a path of keys. */
function places(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, child]) => places(child, [...path, key]));
  return path.length === 0 ? inner : [path, ...inner];
}

/** A copy with one place changed; `undefined` takes it away. */
function changed(sample: object, path: readonly string[], to: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(sample)) as Record<string, unknown>;
  let at = copy;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
  const last = path.at(-1) ?? '';
  if (to === undefined) delete at[last];
  else at[last] = to;
  return copy;
}

// Two rules that a schema cannot say: the count agrees with the list, and revisions grow.
const beyondCertificate = /^(signerCount|parties|document\.revisions\.\d+\.length) /;
const accredited = { ...certificate, testOnly: false, accreditation: ACCREDITATION };
const FORMS = [
  {
    name: 'shomei-certificate',
    sample: certificate,
    isRead: (text: string) => parseCertificate(text).ok,
    beyondSchema: beyondCertificate,
  },
  {
    name: 'shomei-certificate',
    sample: accredited,
    isRead: (text: string) => parseCertificate(text).ok,
    beyondSchema: beyondCertificate,
  },
  {
    name: 'shomei-certificate',
    sample: redactedCopy(accredited, '2026-02-01T00:00:00Z'),
    isRead: (text: string) => parseCertificate(text).ok,
    beyondSchema: beyondCertificate,
  },
  {
    name: 'shomei-envelope-sheet',
    sample: sampleEnvelopeSheet(3),
    isRead: (text: string) => parseEnvelopeSheet(text).ok,
    beyondSchema: /^$/,
  },
];

test.each(FORMS)(
  'M46: $name as the product writes it is valid by the published schema',
  ({ name, sample }) => {
    expect(compiled(name)(sample)).toBe(true);
  },
);

test.each(FORMS)(
  'M46: the published schema of $name and the reader refuse the same: each member in turn absent or of another form',
  ({ name, sample, isRead, beyondSchema }) => {
    const isBySchema = compiled(name);
    const differing: string[] = [];
    for (const path of places(sample)) {
      for (const to of [undefined, null, 'x', '', -1, 1.5, 2 ** 60, true, [], {}, 'x'.repeat(10_001)]) {
        // What takes an item from a list leaves a hole, which JSON cannot say.
        if (to === undefined && /^\d+$/.test(path.at(-1) ?? '')) continue;
        const value = changed(sample, path, to);
        if (isBySchema(value) !== isRead(JSON.stringify(value)))
          differing.push(`${path.join('.')} = ${String(to).slice(0, 20)}`);
      }
    }
    expect(differing.filter((one) => !beyondSchema.test(one))).toEqual([]);
  },
);
