import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import {
  DEFAULT_POLICY,
  judge,
  type Facts,
  type Report,
  type TrustList,
} from '../../src/lib/core/verify/index.ts';
import { VECTORS } from './catalogue.ts';
import { judged } from './write.ts';

type Kept = Readonly<{ name: string; at: string; trust: TrustList; facts: Facts; report: Report }>;

// Verdicts once given, kept as facts (see `keep-facts.ts`): a rule of policy that changes shows here, and is changed here.
const FOLDER = path.join(import.meta.dirname, 'facts');
const kept = readdirSync(FOLDER).map(
  (file) => JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as Kept,
);

test.each(kept)('$name is judged from its facts as it was', ({ facts, trust, at, report }) => {
  expect(JSON.parse(JSON.stringify(judge(facts, DEFAULT_POLICY, trust, new Date(at))))).toEqual(report);
});

test('facts are JSON: judged after a round trip they give the same report', async () => {
  const [vector] = VECTORS;
  if (!vector) throw new Error('no vector');
  const { facts, trust, at, report } = await judged(vector);
  expect(judge(JSON.parse(JSON.stringify(facts)) as Facts, DEFAULT_POLICY, trust, at)).toEqual(report);
});
