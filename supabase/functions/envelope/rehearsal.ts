import {
  AppError,
  collect,
  DEFAULT_POLICY,
  EMPTY_TRUST_LIST,
  judge,
  prepareSignature,
  SEAL_TEXTS,
  stampRevision,
} from '../_shared/core.ts';
import { nodeDigest } from '../_shared/digest.ts';
import type { WorkingFile } from '../_shared/working-file.ts';

const FIRST = 'Rehearsal1';
const SECOND = 'Rehearsal2';

/**
 * Whether a file will bear what is going to be appended to it: the stamp, a seal, and a second seal that the
 * judge must find permitted after the first.
 *
 * The seals stay empty, so no key is asked; how the revisions bear on each other is judged all the same. A file
 * in which a page draws with its form or its catalog looks ordinary, but every seal after the first would change
 * what the first one covers: better refused here than found out after a party has consented.
 */
export async function bearsSeals(file: WorkingFile, certificateId: string, now: Date): Promise<boolean> {
  const updates: Uint8Array[] = [];
  try {
    updates.push(stampRevision(file.base, { certificateId, lines: [SEAL_TEXTS.stamp(certificateId)] }));
    for (const fieldName of [FIRST, SECOND]) {
      const prepared = prepareSignature(file.with(...updates), {
        fieldName,
        kind: 'signature',
        name: fieldName,
        reason: fieldName,
        claimedAt: now,
      });
      updates.push(prepared.increment);
    }
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
  const facts = await collect(file.with(...updates), nodeDigest, []);
  const report = judge(facts, DEFAULT_POLICY, EMPTY_TRUST_LIST, now);
  const changes = (fieldName: string): string | undefined =>
    report.signatures.find((signature) => signature.fieldName === fieldName)?.changes;
  // An empty seal fails its own form and nothing else.
  const failed = report.findings.filter(({ status, check }) => status === 'failed' && check !== 'CMS_FORM');
  return changes(FIRST) === 'permitted' && changes(SECOND) === 'none' && failed.length === 0;
}
