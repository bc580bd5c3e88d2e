import { describe, expect, test } from 'vitest';
import { concatBytes } from '../bytes/concat.ts';
import { accountFor, itemsOf, readPdf } from '../pdf/index.ts';
import { samplePages, samplePdf } from '../pdf/sample-file.ts';
import { dssRevision } from './index.ts';

const base = samplePdf(samplePages(1));
const [a, b, c] = [Uint8Array.of(0x30, 1, 1), Uint8Array.of(0x30, 1, 2), Uint8Array.of(0x30, 1, 3)];

function store(bytes: Uint8Array) {
  const file = readPdf(bytes);
  file.readAll();
  const dss = file.getDict(file.catalog(), 'DSS');
  const list = (key: string) =>
    (itemsOf(file.get(dss, key)) ?? []).map((item) => {
      const stream = file.resolve(item);
      return stream.kind === 'stream' ? file.decode(stream) : undefined;
    });
  return { file, dss, list };
}

describe('the document security store (EN 319 142-1 §5.4.2)', () => {
  const first = concatBytes(base, dssRevision(base, { certificates: [a], ocsps: [b], crls: [] }));

  test('is added with its lists, and only the catalog changes beside', () => {
    const { file, list } = store(first);
    expect(file.faults).toEqual([]);
    expect([list('Certs'), list('OCSPs'), list('CRLs')]).toEqual([[a], [b], []]);
    expect([...file.changes(1)].map(([num]) => num).filter((num) => num <= 3)).toEqual([1]);
    expect(accountFor(file, 1)).toEqual({ gaps: [], overlaps: [] });
  });

  test('only ever grows, and nothing is stored twice', () => {
    const more = { certificates: [a, c], ocsps: [b], crls: [c] };
    const { file, list } = store(concatBytes(first, dssRevision(first, more)));
    expect([list('Certs'), list('OCSPs'), list('CRLs')]).toEqual([[a, c], [b], [c]]);
    expect([...file.changes(2)].map(([num]) => num)).not.toContain(1);
  });

  test('lists what serves one signature by its key, once', () => {
    const related = [{ key: 'AB01', certificates: [a], ocsps: [], crls: [c] }];
    const whole = concatBytes(first, dssRevision(first, { certificates: [], ocsps: [], crls: [] }, related));
    const again = concatBytes(whole, dssRevision(whole, { certificates: [], ocsps: [], crls: [] }, related));
    for (const bytes of [whole, again]) {
      const { file, dss, list } = store(bytes);
      const entry = file.getDict(file.getDict(dss, 'VRI'), 'AB01');
      expect(itemsOf(entry?.entries.get('Cert'))).toHaveLength(1);
      expect(itemsOf(entry?.entries.get('CRL'))).toHaveLength(1);
      expect(list('CRLs')).toEqual([c]);
    }
  });
});
