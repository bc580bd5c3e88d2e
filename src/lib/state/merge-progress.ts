import type { ProgressPatch, SigningProgress } from '../domain/signing-view.ts';

/** Joins what the server knows with what has not reached it yet; what was once read stays read. */
export function mergeProgress(kept: SigningProgress, unsent: ProgressPatch): SigningProgress {
  return {
    openedDocumentIds: [...new Set([...kept.openedDocumentIds, ...(unsent.openedDocumentIds ?? [])])],
    noteRead: kept.noteRead || (unsent.noteRead ?? false),
    principalConfirmed: unsent.principalConfirmed ?? kept.principalConfirmed,
    operatorKind: unsent.operatorKind === undefined ? kept.operatorKind : unsent.operatorKind,
    operatorName: unsent.operatorName === undefined ? kept.operatorName : unsent.operatorName,
  };
}
