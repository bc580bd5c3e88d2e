import type { EnvelopeSheet } from '../certificate/envelope-sheet.ts';
import type { Faces } from './archival-document.ts';
import { companyOf } from './certificate-sheet.ts';
import type { EnvelopeSheetTexts } from './envelope-sheet-texts.ts';
import { calendarDate, japanClock } from './japan-clock.ts';
import { CONTENT_WIDTH } from './page.ts';
import { INK, QUIET } from './sheet.ts';
import type { Run, Sheet } from './sheet.ts';
import { QR_WIDTH, SheetWriter } from './sheet-writer.ts';
import { drawTable } from './table.ts';
import type { Cell } from './table.ts';

/** Puts the list of an envelope's documents on a sheet, from the title to the foot of each page. */
export class EnvelopeSheetPages {
  readonly #sheet: Sheet;
  readonly #writer: SheetWriter;
  readonly #texts: EnvelopeSheetTexts;

  constructor(sheet: Sheet, faces: Faces, texts: EnvelopeSheetTexts) {
    this.#sheet = sheet;
    this.#texts = texts;
    this.#writer = new SheetWriter(sheet, faces, texts);
  }

  /** @param link - what the QR opens; null draws none. */
  draw(content: EnvelopeSheet, link: string | null): void {
    const t = this.#texts;
    const writer = this.#writer;
    writer.title(t.title, t.lead, content.testOnly ? [t.testMark] : []);
    const qrEnd = link === null ? 0 : writer.qr(link);
    this.#drawHead(content, link === null ? 0 : QR_WIDTH);
    this.#sheet.y = Math.max(this.#sheet.y, qrEnd);
    this.#drawOverview(content);
    this.#drawDocuments(content);
    this.#drawParties(content);
    writer.notes([
      t.clockNote,
      t.identityNote,
      t.matchNote,
      t.addressNote,
      ...(link === null ? [] : [t.qrNote]),
      t.legalNote,
    ]);
    const about = `${t.title}  ${content.sheetId}  ${t.issuedAt} ${japanClock(content.issuedAt)}`;
    writer.feet(about, content.testOnly);
  }

  #drawHead({ envelope, documents, sheetId }: EnvelopeSheet, beside: number): void {
    const t = this.#texts;
    const row = (label: string, ...value: Run[]): Cell[] => [
      this.#writer.label(label),
      { paragraphs: value },
    ];
    drawTable(this.#sheet, {
      columns: [110, CONTENT_WIDTH - 110 - beside],
      padding: 3.8,
      rows: [
        row(t.envelopeTitle, this.#writer.run(envelope.title, 10, INK, true)),
        row(t.managementLabel, this.#writer.run(envelope.managementLabel, 10)),
        row(t.documents, this.#writer.run(t.documentCount(documents.length), 10)),
        row(t.sheetId, this.#writer.run(sheetId, 10.5, INK, true)),
      ],
    });
  }

  #drawOverview({ envelope, concludedAt }: EnvelopeSheet): void {
    const t = this.#texts;
    this.#writer.heading(t.overview, 40);
    const pair = (label: string, value: string): Cell[] => [
      this.#writer.label(label, 8),
      { paragraphs: [this.#writer.run(value, 8.5)] },
    ];
    const half = CONTENT_WIDTH / 2;
    drawTable(this.#sheet, {
      columns: [72, half - 72, 72, half - 72],
      padding: 3,
      rows: [
        [
          ...pair(t.municipality, envelope.municipalityName),
          ...pair(t.counterparty, envelope.counterpartyName),
        ],
        [
          ...pair(t.transactionOn, calendarDate(envelope.transactionOn)),
          ...pair(t.contractOn, envelope.contractOn === null ? t.noDate : calendarDate(envelope.contractOn)),
        ],
        [
          ...pair(t.amount, envelope.amountJpy === null ? t.unitPrice : t.yen(envelope.amountJpy)),
          ...pair(t.concludedAt, japanClock(concludedAt)),
        ],
      ],
    });
  }

  #drawDocuments({ documents }: EnvelopeSheet): void {
    const t = this.#texts;
    this.#writer.heading(t.documents, 70);
    drawTable(this.#sheet, {
      columns: [34, 176, CONTENT_WIDTH - 210],
      padding: 3.2,
      head: [t.documentNumber, t.documentName, t.idAndHash].map((label) => this.#head(label)),
      rows: documents.map((document, index) => [
        { paragraphs: [this.#writer.run(String(index + 1), 8.5)] },
        {
          paragraphs: [
            this.#writer.run(document.name, 8.5, INK, true),
            this.#writer.run(`${t.pageCount(document.pageCount)}  ${t.octets(document.length)}`, 7.5, QUIET),
          ],
        },
        {
          paragraphs: [
            this.#writer.run(document.certificateId, 8.5, INK, true),
            this.#writer.run(document.sha256Hex, 7),
          ],
        },
      ]),
    });
  }

  #drawParties({ parties }: EnvelopeSheet): void {
    const t = this.#texts;
    this.#writer.heading(t.parties, 70);
    drawTable(this.#sheet, {
      columns: [160, 190, CONTENT_WIDTH - 350],
      padding: 3.2,
      head: [this.#head(t.signer), this.#head(t.method), this.#head(t.operatedAt, t.lastTimestampAt)],
      rows: parties.map((party) => [
        {
          paragraphs: [
            this.#writer.run(companyOf(party, t), 8.5, INK, true),
            this.#writer.run(
              [t.principal, party.title, party.principalName].filter((part) => part !== '').join(' '),
              8.5,
            ),
          ],
        },
        { paragraphs: [this.#writer.run(t.methods[party.method], 8)] },
        {
          paragraphs: [
            this.#writer.run(japanClock(party.consentedAt), 8.5, INK, true),
            this.#writer.run(japanClock(party.sealedAt, true), 8.5),
          ],
        },
      ]),
    });
  }

  #head(...labels: string[]): Cell {
    return {
      header: 'Column',
      paragraphs: labels.map((label, i) =>
        this.#writer.run(label, i === 0 ? 8.5 : 7.5, i === 0 ? INK : QUIET, i === 0),
      ),
    };
  }
}
