import { plainFile } from './plain-file.ts';
import type { Vector } from './vector.ts';
import { sealedAgain } from './workshop.ts';

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const octets = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
/** A plain file with a text of it written otherwise, byte for byte as long. */
function rewritten(base: Uint8Array, from: string | RegExp, to: string): Uint8Array {
  return octets(latin1(base).replace(from, to));
}

/** A hybrid file whose stream says of object 5 what the table says. ISO 32000-2 §7.5.8.4. */
function ordinaryHybrid(): Uint8Array {
  const file = latin1(plainFile({ hybrid: true }));
  const at = file.indexOf('5 0 obj');
  const place = String.fromCharCode(0, 0, at >> 8, at & 0xff);
  return octets(file.replace('\u0001\0\0\0\u000f\0', `\u0001${place}\0`));
}
/** How the file is built. */
export const STRUCTURE: readonly Vector[] = [
  {
    name: 'an ordinary hybrid file',
    source: 'ISO 32000-2 §7.5.8.4',
    recipe: { base: ordinaryHybrid() },
    verdict: 'TOTAL-PASSED',
    fails: [],
  },
  {
    name: 'octets before the header',
    source: 'ISO 32000-2 §7.5.2',
    recipe: { base: rewritten(plainFile(), '%PDF-1.7', '%!PS-1.7') },
    verdict: 'INDETERMINATE',
    fails: ['PDF_HEADER'],
  },
  {
    name: 'a stream longer than it says',
    source: 'ISO 32000-2 §7.3.8.2',
    recipe: { base: rewritten(plainFile(), /\/Length (\d+)>>\nstream\nBT/, '/Length 09>>\nstream\nBT') },
    verdict: 'INDETERMINATE',
    fails: ['PDF_OBJECTS'],
  },
  {
    name: 'the last seal cut off',
    source: 'ISO 32000-2 §7.5.6 (sound as it stands: found by the certificate of conclusion alone)',
    recipe: {
      after: async (file, holders) => (await sealedAgain(file, holders, 'Seal2')).slice(0, file.length),
    },
    verdict: 'TOTAL-PASSED',
    fails: [],
  },
  {
    name: 'two seals',
    source: 'EN 319 142-1 §6.3',
    recipe: { after: (file, holders) => sealedAgain(file, holders, 'Seal2') },
    verdict: 'TOTAL-PASSED',
    fails: [],
  },
];
