import { describe, expect, it } from 'vitest';
import { FIRST_RULES_JA } from '../messages/first-rules.ts';
import { firstRules } from './first-rules.ts';
import { readRules } from './rules.ts';

describe('the first version of a municipality (M34)', () => {
  it('cannot be published before the municipality says what only it knows', () => {
    expect(readRules(firstRules(FIRST_RULES_JA))).toMatchObject({
      ok: false,
      paths: ['scope.electronicFrom', 'texts.contact'],
    });
  });

  it('is whole with these two', () => {
    const rules = firstRules(FIRST_RULES_JA);
    rules.scope.electronicFrom = '2026-04-01';
    rules.texts.contact = '財政部契約検査課';
    expect(readRules(rules)).toMatchObject({ ok: true, rules });
  });
});
