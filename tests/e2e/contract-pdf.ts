import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as fontkit from 'fontkit';
import { PDFDocument } from 'pdf-lib';

const ARTICLES = [
  '（総則）発注者及び受注者は、この契約書に基づき、設計図書に従い、日本国の法令を遵守し、この契約を履行しなければならない。',
  '（工程表の提出）受注者は、この契約締結後速やかに設計図書に基づいて工程表を作成し、発注者に提出しなければならない。',
  '（契約の保証）受注者は、この契約の締結と同時に、契約保証金の納付その他の保証を付さなければならない。',
  '（権利義務の譲渡等）受注者は、この契約により生ずる権利又は義務を第三者に譲渡し、又は承継させてはならない。',
  '（一括委任等の禁止）受注者は、工事の全部を一括して第三者に委任し、又は請け負わせてはならない。',
] as const;

/** A short construction contract in Japanese, as a town hall writes them, for pictures that people look at. */
export async function contractPdf(title: string, pages: number): Promise<Uint8Array<ArrayBuffer>> {
  const folder = path.dirname(
    createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-jp/package.json'),
  );
  const pdf = await PDFDocument.create();
  // The library's structural type asks for more of fontkit than it calls.
  pdf.registerFontkit(fontkit as unknown as Parameters<PDFDocument['registerFontkit']>[0]);
  const font = await pdf.embedFont(
    await readFile(path.join(folder, '400Regular/NotoSansJP_400Regular.ttf')),
    { subset: true },
  );
  for (let number = 0; number < pages; number += 1) {
    const page = pdf.addPage([595, 842]);
    if (number === 0) page.drawText(title, { x: 298 - title.length * 11, y: 740, size: 22, font });
    let y = number === 0 ? 680 : 760;
    for (const [index, text] of ARTICLES.entries()) {
      const whole = `第${String(number * ARTICLES.length + index + 1)}条\u3000${text}`;
      for (const line of whole.match(/.{1,38}/gu) ?? []) {
        page.drawText(line, { x: 72, y, size: 12, font });
        y -= 24;
      }
      y -= 14;
    }
  }
  return new Uint8Array(await pdf.save());
}
