import { describe, expect, it } from 'vitest';
import { DRAFT_COPY_EN } from './draft-copy-en.ts';
import { DRAFT_COPY_JA } from './draft-copy.ts';
import { GUARANTEE_EN } from './guarantee-en.ts';
import { GUARANTEE_JA } from './guarantee.ts';
import { APP_STATE } from './app-state.ts';
import { COUNCIL_EN, COUNCIL_JA } from './council.ts';
import { COMMON_EASY } from './common-easy.ts';
import { COMMON_EN } from './common-en.ts';
import { COMMON_JA, type CommonWords } from './common.ts';
import { HOME_EASY } from './home-easy.ts';
import { HOME_EN } from './home-en.ts';
import { HOME_JA } from './home.ts';
import { INQUIRY_EASY, INQUIRY_EN, INQUIRY_JA } from './inquiry.ts';
import { REDACTED_LINK_EASY, REDACTED_LINK_EN, REDACTED_LINK_JA } from './redacted-copy.ts';
import { SHELF_EASY } from './shelf-easy.ts';
import { SHELF_EN } from './shelf-en.ts';
import { SHELF_JA, type ShelfWords } from './shelf.ts';
import { SIGN_EASY } from './sign-easy.ts';
import { SIGN_EN } from './sign-en.ts';
import { SIGN_JA } from './sign.ts';

const JAPANESE = /[\u3040-\u30ff\u4e00-\u9fff]/;

/** Every text of a catalogue; functions are asked with numbers. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'function') return [String((value as (...args: number[]) => unknown)(1, 2, 3))];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

/** Without what each language says of refusals beyond the common text. */
const said = ({ refused: _refused, ...words }: ShelfWords) => words;

describe('words of the shared and the contractor’s screens', () => {
  const pairs: readonly [string, unknown, unknown][] = [
    ['common', COMMON_JA satisfies CommonWords, COMMON_EN],
    ['home', HOME_JA, HOME_EN],
    ['app state', APP_STATE.ja, APP_STATE.en],
    ['guarantee', GUARANTEE_JA, GUARANTEE_EN],
    ['council', COUNCIL_JA, COUNCIL_EN],
    ['draft copy', DRAFT_COPY_JA, DRAFT_COPY_EN],
    ['sign', SIGN_JA, SIGN_EN],
    ['redacted copy', REDACTED_LINK_JA, REDACTED_LINK_EN],
    ['inquiry', INQUIRY_JA, INQUIRY_EN],
    ['shelf', said(SHELF_JA), said(SHELF_EN)],
  ];

  it.each(pairs)('says everything of %s in both languages', (_name, ja, en) => {
    expect(textsOf(en)).toHaveLength(textsOf(ja).length);
    expect(textsOf(en).filter((text) => JAPANESE.test(text))).toEqual([]);
  });

  it.each([
    ['common', COMMON_JA, COMMON_EASY],
    ['home', HOME_JA, HOME_EASY],
    ['app state', APP_STATE.ja, APP_STATE.easy],
    ['sign', SIGN_JA, SIGN_EASY],
    ['redacted copy', REDACTED_LINK_JA, REDACTED_LINK_EASY],
    ['inquiry', INQUIRY_JA, INQUIRY_EASY],
    ['shelf', said(SHELF_JA), said(SHELF_EASY)],
  ] as const)('says everything of %s in やさしい日本語 too', (_name, ja, easy) => {
    expect(textsOf(easy)).toHaveLength(textsOf(ja).length);
    expect(textsOf(easy).every((text) => text !== '')).toBe(true);
  });

  it('the buttons of the law’s two steps keep their words in every Japanese', () => {
    expect(SIGN_EASY.reading.finish).toContain(SIGN_JA.reading.finish);
    expect(SIGN_EASY.finish.confirm).toContain(SIGN_JA.finish.confirm);
    expect(SIGN_EASY.declining.title).toContain(SIGN_JA.declining.title);
  });

  it('L1: says 締結済 and 契約成立 on the download screen alone', () => {
    const { download: _download, ...others } = SIGN_JA;
    expect(textsOf(others).filter((text) => /締結済|契約成立/.test(text))).toEqual([]);
    expect(textsOf(SIGN_JA.download).some((text) => text === '締結済')).toBe(true);
  });

  it('M61: the shelf says whose duty the keeping is, in every language', () => {
    expect(SHELF_JA.duty).toBe('保存義務者は事業者ご自身です。本機能は検索と保存を助けるものです。');
    for (const { duty } of [SHELF_EASY, SHELF_EN]) expect(duty).not.toBe('');
  });
});
