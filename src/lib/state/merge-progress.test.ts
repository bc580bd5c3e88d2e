import { describe, expect, it } from 'vitest';
import { EMPTY_PROGRESS } from '../domain/signing-view.ts';
import { mergeProgress } from './merge-progress.ts';

describe('progress from two devices', () => {
  it('keeps every document that either side has opened, once', () => {
    const merged = mergeProgress(
      { ...EMPTY_PROGRESS, openedDocumentIds: ['a', 'b'] },
      { openedDocumentIds: ['b', 'c'] },
    );
    expect(merged.openedDocumentIds).toEqual(['a', 'b', 'c']);
  });

  it('never takes back that the note was read', () => {
    expect(mergeProgress({ ...EMPTY_PROGRESS, noteRead: true }, { noteRead: false }).noteRead).toBe(true);
  });

  it('lets the reader change who operates, also back to nobody', () => {
    const kept = { ...EMPTY_PROGRESS, operatorKind: 'delegate', operatorName: 'x' } as const;
    expect(mergeProgress(kept, { operatorKind: 'principal', operatorName: null })).toMatchObject({
      operatorKind: 'principal',
      operatorName: null,
    });
    expect(mergeProgress(kept, {})).toMatchObject({ operatorKind: 'delegate', operatorName: 'x' });
  });
});
