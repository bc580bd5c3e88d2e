import { describe, expect, it } from 'vitest';
import { ENVELOPE_STATUSES } from '../../../lib/domain/envelope.ts';
import { screenOf, statusStep } from './screen.ts';

const fresh = { status: 'sent', partyStatus: 'waiting', turn: true, openedAt: null } as const;

describe('which screen a link shows', () => {
  it('M21: shows the landing screen until the reader has begun, whatever the tab remembers', () => {
    expect(screenOf(fresh, true)).toBe('landing');
    expect(screenOf({ ...fresh, openedAt: '2026-01-14T05:30:00Z' }, true)).toBe('reading');
    expect(screenOf({ ...fresh, openedAt: '2026-01-14T05:30:00Z' }, false)).toBe('landing');
  });

  it('never lets a party read on after its consent', () => {
    expect(screenOf({ ...fresh, partyStatus: 'consented' }, true)).toBe('status');
    expect(screenOf({ ...fresh, status: 'concluding', partyStatus: 'sealed' }, true)).toBe('status');
  });

  it('L1: shows the download screen at concluded and at no other status', () => {
    const shown = ENVELOPE_STATUSES.filter((status) => screenOf({ ...fresh, status }, true) === 'concluded');
    expect(shown).toEqual(['concluded']);
    const ended = ENVELOPE_STATUSES.filter((status) => statusStep({ status, partyStatus: 'sealed' }) === 5);
    expect(ended).toEqual(['concluded']);
  });

  it('asks a party whose turn has not come to wait', () => {
    expect(screenOf({ ...fresh, turn: false }, false)).toBe('waiting');
  });
});
