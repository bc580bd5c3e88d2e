/**
 * `node tests/vectors/write.ts DIR`: makes every vector anew and writes it down for other judges: `NAME.pdf`, the trust
 * list that would believe it, our facts and report about it, and `manifest.json` with what must be answered. Keys are
 * made on the spot and kept nowhere, so that a file differs from run to run and its verdict does not.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { nodeDigest } from '../../src/cli/node-digest.ts';
import {
  DEFAULT_POLICY,
  anchorOctets,
  collect,
  judge,
  type Facts,
  type Report,
  type TrustList,
} from '../../src/lib/core/verify/index.ts';
import { VECTORS } from './catalogue.ts';
import type { Vector } from './vector.ts';
import { JUDGED_AT, SEALED_AT, make } from './workshop.ts';

/** One line of the manifest: where the vector's files are, beside what must be answered. */
export type ManifestEntry = Readonly<{
  name: string;
  /** The fault's clause. */
  source: string;
  licence: string;
  pdf: string;
  trust: string;
  facts: string;
  report: string;
  /** When the vector was sealed, and the instant of judging. */
  sealedAt: string;
  at: string;
  verdict: Vector['verdict'];
  fails: Vector['fails'];
}>;

/** A vector as made and as judged in Node. */
export type JudgedVector = Readonly<{
  file: Uint8Array;
  trust: TrustList;
  at: Date;
  facts: Facts;
  report: Report;
}>;

/** Makes one vector and judges it. */
export async function judged(vector: Vector): Promise<JudgedVector> {
  const { file, trust } = await make(vector.recipe);
  const at = vector.at ?? JUDGED_AT;
  const facts = await collect(file, nodeDigest, anchorOctets(trust));
  return { file, trust, at, facts, report: judge(facts, DEFAULT_POLICY, trust, at) };
}

/** Writes vectors into a folder, all of them unless said. @returns the manifest, which is written too. */
export async function writeVectors(
  folder: string,
  vectors: readonly Vector[] = VECTORS,
): Promise<readonly ManifestEntry[]> {
  await mkdir(folder, { recursive: true });
  const manifest: ManifestEntry[] = [];
  for (const vector of vectors) {
    const { file, trust, at, facts, report } = await judged(vector);
    const stem = vector.name.replace(/[^A-Za-z0-9]+/g, '-');
    const names = {
      pdf: `${stem}.pdf`,
      trust: `${stem}.trust.json`,
      facts: `${stem}.facts.json`,
      report: `${stem}.report.json`,
    };
    const write = (name: string, value: unknown) => writeFile(path.join(folder, name), JSON.stringify(value));
    await writeFile(path.join(folder, names.pdf), file);
    await write(names.trust, trust);
    await write(names.facts, facts);
    await write(names.report, report);
    const { name, source, verdict, fails } = vector;
    manifest.push({
      name,
      source,
      licence: 'Apache-2.0',
      ...names,
      sealedAt: SEALED_AT.toISOString(),
      at: at.toISOString(),
      verdict,
      fails,
    });
  }
  await writeFile(path.join(folder, 'manifest.json'), JSON.stringify(manifest, null, 1));
  return manifest;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) {
    console.error('usage: node tests/vectors/write.ts DIR');
    process.exit(2);
  }
  console.log(`${String((await writeVectors(folder)).length)} vectors written to ${folder}`);
}
