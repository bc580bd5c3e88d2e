import { readFileSync } from 'node:fs';
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFStream } from 'pdf-lib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { CERTIFICATE_EN, CERTIFICATE_JA } from '../../messages/certificate.ts';
import { CERTIFICATE_FILE_NAME } from '../certificate/content.ts';
import { redactedCopy } from '../certificate/redact.ts';
import { japanClock } from './japan-clock.ts';
import { sortedJson, type SheetFonts } from './archival-document.ts';
import { printCertificate } from './print-certificate.ts';
import { sampleCertificate } from './sample-certificate.ts';
import { Typeface } from './typeface.ts';

const fontFile = (weight: string) =>
  new Uint8Array(
    readFileSync(
      new URL(import.meta.resolve(`@expo-google-fonts/noto-sans-jp/${weight}/NotoSansJP_${weight}.ttf`)),
    ),
  );
let fonts: SheetFonts;
beforeAll(() => {
  fonts = { regular: fontFile('400Regular'), bold: fontFile('700Bold') };
});

/** What stands on the first page, without spaces. */
async function textOf(bytes: Uint8Array): Promise<string> {
  const loading = getDocument({ data: bytes, verbosity: 0 });
  const { items } = await (await (await loading.promise).getPage(1)).getTextContent();
  await loading.destroy();
  return items
    .map((item) => ('str' in item ? item.str : ''))
    .join('')
    .replaceAll(/\s/g, '');
}

const print = (content = sampleCertificate(2)) => printCertificate(content, CERTIFICATE_JA, fonts);

describe('the printed certificate', () => {
  test('is the same octets for the same content, so that a retry stores nothing new', async () => {
    expect(Buffer.compare(await print(), await print())).toBe(0);
  });

  test('is one A4 page for two parties (M46, M52)', async () => {
    const doc = await PDFDocument.load(await print());
    expect(doc.getPages().map((page) => page.getSize())).toEqual([{ width: 595.28, height: 841.89 }]);
  });

  test('is still one A4 page with its QR where it says of accredited time-stamps, and in a copy (M52, M72)', async () => {
    const accreditation = { asOf: '2026-11-01', authenticityMeasure: 'timestamp_before_exchange' } as const;
    const content = sampleCertificate(2, { testOnly: false, accreditation });
    for (const one of [content, redactedCopy(content, '2026-02-01T00:00:00Z')]) {
      const link = `https://keiyaku.example/verify#c=${'a'.repeat(500)}`;
      const doc = await PDFDocument.load(await printCertificate(one, CERTIFICATE_JA, fonts, link));
      expect(doc.getPageCount()).toBe(1);
    }
  });

  test('goes on to a second page for many parties', async () => {
    expect((await PDFDocument.load(await print(sampleCertificate(9)))).getPageCount()).toBe(2);
  });

  test('M46: carries its JSON, names sorted, as /Data', async () => {
    const content = sampleCertificate(2);
    const doc = await PDFDocument.load(await print(content));
    const [attached] = doc.getAttachments();
    expect({ name: attached?.name, relationship: attached?.afRelationship }).toEqual({
      name: CERTIFICATE_FILE_NAME,
      relationship: 'Data',
    });
    const text = new TextDecoder().decode(attached?.data);
    expect(JSON.parse(text)).toEqual(content);
    const reordered = Object.fromEntries(Object.entries(content).toReversed()) as typeof content;
    expect(new TextDecoder().decode(sortedJson(reordered))).toBe(text);
  });

  test('names its title, language and structure, and takes its dates from the content', async () => {
    const doc = await PDFDocument.load(await print(), { updateMetadata: false });
    expect(doc.getTitle()).toContain('7fdf11d5126db4c1699470984eec8b02');
    expect(doc.getModificationDate()?.toISOString()).toBe('2026-01-14T05:40:05.000Z');
    expect(doc.catalog.toString()).toMatch(
      /\/StructTreeRoot[\s\S]*\/Marked true|\/Marked true[\s\S]*\/StructTreeRoot/,
    );
    expect(doc.catalog.toString()).toContain('/Lang (ja-JP)');
  });

  test('L11: is legible anywhere: every font that it writes with is embedded', async () => {
    const doc = await PDFDocument.load(await print());
    const fontDicts = doc.context
      .enumerateIndirectObjects()
      .flatMap(([, object]) => (object instanceof PDFDict ? [object] : []))
      .filter((dict) => dict.get(PDFName.of('Type')) === PDFName.of('Font'));
    const program = (font: PDFDict): unknown => {
      const descendants = font.lookupMaybe(PDFName.of('DescendantFonts'), PDFArray);
      if (descendants) return program(descendants.lookup(0, PDFDict));
      const descriptor = font.lookupMaybe(PDFName.of('FontDescriptor'), PDFDict);
      return ['FontFile', 'FontFile2', 'FontFile3']
        .map((key) => descriptor?.lookup(PDFName.of(key)))
        .find((file) => file !== undefined);
    };
    expect(fontDicts.length).toBeGreaterThan(0);
    for (const font of fontDicts) expect(program(font), font.toString()).toBeInstanceOf(PDFStream);
  });

  test('M49: a row says its type, 契約印タイプ, with company, name and mail address', async () => {
    const text = await textOf(await print());
    const [contractor, municipality] = sampleCertificate(2).parties;
    for (const party of [contractor, municipality]) {
      for (const value of [party?.company, party?.principalName, party?.email])
        expect(text).toContain(value?.replaceAll(/\s/g, ''));
    }
    expect(text).toContain('契約印タイプ（立会人型・メール認証）');
    expect(text).toContain('契約印タイプ（立会人型・職員アカウントの二要素認証）');
  });

  test('L5: names what was entered beside link and password; a mailed code is no second factor', async () => {
    const sample = sampleCertificate(2);
    const text = await textOf(await print(sample));
    expect(text).toContain('二要素認証：アクセスコード（メール以外の方法で通知）');
    expect(text).toContain('二要素認証：認証アプリのワンタイムコード（TOTP）');
    const [contractor, municipality] = sample.parties;
    if (contractor === undefined || municipality === undefined) throw new Error('two parties');
    const mailed = { ...contractor, factor: 'email-code' as const };
    const again = await textOf(await print({ ...sample, parties: [mailed, municipality] }));
    expect(again).toContain('メール認証（再確認）');
    expect(again).not.toContain('アクセスコード');
  });

  test('M14: a member of a 共同企業体 stands with its role behind its company', async () => {
    const sample = sampleCertificate(3);
    const roles = ['member', 'representative', null] as const;
    const parties = sample.parties.map((party, i) => ({ ...party, ventureRole: roles[i] ?? null }));
    const text = await textOf(await print({ ...sample, parties }));
    expect(text).toContain(`${parties[0]?.company ?? ''}（構成員）`);
    expect(text).toContain(`${parties[1]?.company ?? ''}（代表構成員）`);
  });

  test('M37: sets 名義人 and operating person apart, with the delegation', async () => {
    const sample = sampleCertificate(2);
    const [contractor, municipality] = sample.parties;
    if (contractor === undefined || municipality === undefined) throw new Error('two parties');
    const delegate = { ...contractor, operatorKind: 'delegate' as const, operatorName: '試験代理' };
    const text = await textOf(await print({ ...sample, parties: [delegate, municipality] }));
    expect(text).toContain(`名義人：${contractor.title}${contractor.principalName.replaceAll(' ', '')}`);
    expect(text).toContain('操作者：試験代理');
    expect(text).toContain('権限の根拠：社内規定等による名義人の委任（操作者の申告）');
    expect(await textOf(await print(sample))).not.toContain('操作者の申告');
  });

  test('survives any text: hostile names, missing glyphs, lone surrogates, endless words', async () => {
    const content = sampleCertificate(2);
    const name = `\u0000\u202e\ud800 \u845b\u{e0100} \u{2a6d6}\u{1f600}${'x'.repeat(3000)}\r\n${'\u6f22'.repeat(3000)}`;
    const bytes = await print({ ...content, document: { ...content.document, name } });
    expect((await PDFDocument.load(bytes)).getPageCount()).toBeGreaterThan(1);
  });

  test('is printed in English by the same code', async () => {
    const bytes = await printCertificate(sampleCertificate(2), CERTIFICATE_EN, fonts);
    expect((await PDFDocument.load(bytes)).getPageCount()).toBe(1);
  });
});

describe('typeface', () => {
  let face: Typeface;
  beforeAll(async () => {
    const doc = await PDFDocument.create({ updateMetadata: false });
    const fontkit = await import('fontkit');
    doc.registerFontkit(fontkit as unknown as Parameters<PDFDocument['registerFontkit']>[0]);
    face = new Typeface(fonts.regular, await doc.embedFont(fonts.regular, { subset: true }));
  });

  test('a variant that the font lacks is shown as its base character and reported', () => {
    expect(face.showable('\u845b\u{e0100}\u57ce')).toEqual({
      text: '\u845b\u57ce',
      missing: [{ shown: '\u845b', codePoints: [0x845b, 0xe0100] }],
    });
  });

  test('a character that the font lacks becomes the geta mark and is reported', () => {
    expect(face.showable('\u{2a6d6}')).toEqual({
      text: '\u3013',
      missing: [{ shown: '\u3013', codePoints: [0x2a6d6] }],
    });
  });

  test('names keep their rare characters, and no compatibility ideograph is replaced', () => {
    const names = '\u9ad9\ufa11\u{20bb7}\u{2123d}\u9089\ufa10';
    expect(face.showable(names)).toEqual({ text: names, missing: [] });
  });

  test('kana that came apart are put together', () => {
    expect(face.showable('\u304b\u3099\u30cf\u309a').text).toBe('\u304c\u30d1');
  });

  test('no line is wider than its cell, and none begins with a closing mark', () => {
    const text = '\u5951\u7d04\u66f8\uff08\u7b2c2\u56de\uff09\u3001long-word@example.jp\u3002'.repeat(9);
    for (const width of [40, 77, 123]) {
      const lines = face.wrap(text, 9, width);
      expect(Math.max(...lines.map((line) => face.width(line, 9)))).toBeLessThanOrEqual(width);
      expect(lines.filter((line) => /^[\u3001\u3002\uff09]/.test(line))).toEqual([]);
      expect(lines.join('')).toBe(text);
    }
  });
});

describe('clock', () => {
  test.each([
    ['2020-07-31T11:09:00Z', '2020/07/31 20:09(JST)'],
    ['2026-12-31T15:00:00.5Z', '2027/01/01 00:00(JST)'],
    ['nonsense', 'nonsense'],
  ])('%s is printed %s (M48)', (instant, printed) => {
    expect(japanClock(instant)).toBe(printed);
  });
});
