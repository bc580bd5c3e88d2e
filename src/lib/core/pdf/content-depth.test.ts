import { expect, test } from 'vitest';
import { dictOf, openGraphicsStates, readPdf } from './index.ts';
import { samplePages, samplePdf, sampleStream } from './sample-file.ts';

function depth(content: string, bytes = 1_000_000): number {
  const objects = {
    ...samplePages(1),
    3: '<</Type /Page /Parent 2 0 R /Contents 9 0 R>>',
    9: sampleStream('', content),
  };
  const file = readPdf(samplePdf(objects));
  return openGraphicsStates(file, dictOf(file.object(3)?.value)?.entries.get('Contents'), { bytes });
}

test.each([
  ['q 1 0 0 1 0 0 cm Q', 1],
  ['q q Q', 2],
  ['Q', 0],
  ['Q Q Q q', 1],
  ['(q \\) q) Tj /q gs % q\n<71> Tj', 1],
  ['q BI /W 1 ID q q EIq\nq EI Q', 1],
])('%s leaves that many states open', (content, open) => {
  expect(depth(content)).toBe(open);
});

test('content past the budget counts as balanced', () => {
  expect(depth('q q q', 3)).toBe(1);
});
