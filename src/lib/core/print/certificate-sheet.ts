import type { CertificateOfConclusion, CertifiedParty, CertifiedRevision } from '../certificate/content.ts';
import type { CertificateTexts } from './certificate-texts.ts';
import { calendarDate, japanClock } from './japan-clock.ts';
import { ACCENT, CONTENT_WIDTH, INK, PAGE, QUIET, WARNING } from './sheet.ts';
import type { Colour, Run, Sheet } from './sheet.ts';
import { drawParagraph, drawTable, paragraphHeight } from './table.ts';
import type { Cell, Table } from './table.ts';
import type { MissingGlyph, Typeface } from './typeface.ts';

type Faces = Readonly<{ regular: Typeface; bold: Typeface }>;

/** Puts the content of a certificate on a sheet, from the title to the foot of each page. */
export class CertificateSheet {
  readonly #sheet: Sheet;
  readonly #faces: Faces;
  readonly #texts: CertificateTexts;
  /** By the code points, so that each is noted once. */
  readonly #missing = new Map<string, MissingGlyph>();

  constructor(sheet: Sheet, faces: Faces, texts: CertificateTexts) {
    this.#sheet = sheet;
    this.#faces = faces;
    this.#texts = texts;
  }

  draw(content: CertificateOfConclusion): void {
    this.#drawTitle(content.testOnly);
    this.#drawHead(content);
    this.#drawOverview(content);
    this.#drawOperations(content.parties);
    this.#drawRevisions(content);
    // Set before the notes, which name the characters it lacks, and drawn after them: however many
    // attachments there are, the first page stays complete.
    const attachments = this.#attachmentTable(content);
    this.#drawNotes();
    if (attachments !== undefined) {
      this.#heading(this.#texts.attachments, 40);
      drawTable(this.#sheet, attachments);
    }
    this.#drawFeet(content);
  }

  #drawTitle(testOnly: boolean): void {
    const sheet = this.#sheet;
    const { title, testMark, lead } = this.#texts;
    if (testOnly) {
      const run = this.#run(testMark, 10.5, WARNING, true);
      const height = 21;
      sheet.outline(PAGE.left, sheet.y, CONTENT_WIDTH, height, WARNING, 1);
      sheet.text(sheet.tree.root.add('P'), this.#centred(run), sheet.y + 14.5, run);
      sheet.y += height + 11;
    }
    const heading = this.#run(title, 20, INK, true);
    sheet.text(sheet.tree.root.add('H1'), this.#centred(heading), sheet.y + 19, heading);
    sheet.y += 29;
    sheet.line(PAGE.left, sheet.y, PAGE.width - PAGE.right, sheet.y, ACCENT, 1.5);
    sheet.y += 6;
    drawParagraph(sheet, sheet.tree.root.add('P'), PAGE.left, CONTENT_WIDTH, this.#run(lead, 8, QUIET));
    sheet.y += 4;
  }

  #drawHead(content: CertificateOfConclusion): void {
    const t = this.#texts;
    const row = (label: string, ...value: Run[]): Cell[] => [this.#label(label), { paragraphs: value }];
    const creator = [content.creator.organization, content.creator.name].filter((part) => part !== '');
    drawTable(this.#sheet, {
      columns: [130, CONTENT_WIDTH - 130],
      padding: 3.8,
      rows: [
        row(
          t.documentName,
          this.#run(content.document.name, 10, INK, true),
          this.#run(t.pageCount(content.document.pageCount), 8, QUIET),
        ),
        row(t.managementLabel, this.#run(content.envelope.managementLabel, 10)),
        row(t.creator, this.#run(creator.join(' '), 10)),
        row(t.creatorEmail, this.#run(content.creator.email, 10)),
        row(t.certificateId, this.#run(content.certificateId, 10.5, INK, true)),
      ],
    });
  }

  #drawOverview(content: CertificateOfConclusion): void {
    const t = this.#texts;
    const { envelope } = content;
    this.#heading(t.overview, 40);
    const pair = (label: string, value: string): Cell[] => [
      this.#label(label, 8),
      { paragraphs: [this.#run(value, 8.5)] },
    ];
    const half = CONTENT_WIDTH / 2;
    drawTable(this.#sheet, {
      columns: [72, CONTENT_WIDTH - 72],
      padding: 3,
      rows: [pair(t.envelopeTitle, envelope.title)],
    });
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
          ...pair(t.concludedAt, japanClock(content.concludedAt)),
        ],
      ],
    });
  }

  #drawOperations(parties: readonly CertifiedParty[]): void {
    const t = this.#texts;
    this.#heading(t.operations, 90);
    const head = (...labels: string[]): Cell => ({
      header: 'Column',
      paragraphs: labels.map((label, i) =>
        this.#run(label, i === 0 ? 8.5 : 7.5, i === 0 ? INK : QUIET, i === 0),
      ),
    });
    drawTable(this.#sheet, {
      columns: [126, 164, CONTENT_WIDTH - 290],
      padding: 3.8,
      head: [head(t.operatedAt, t.ipAddress, t.timestampAt), head(t.method), head(t.signer)],
      rows: parties.map((party) => [
        {
          paragraphs: [
            this.#run(japanClock(party.consentedAt), 9, INK, true),
            this.#run(party.ip, 8.5),
            { ...this.#run(t.timestampAt, 7, QUIET), gap: 2 },
            this.#run(japanClock(party.sealedAt, true), 8.5),
          ],
        },
        { paragraphs: [this.#run(t.methods[party.method], 8.5)] },
        { paragraphs: this.#signer(party) },
      ]),
    });
  }

  /** Company, 名義人, address; who operated stands apart. */
  #signer(party: CertifiedParty): (Run & { gap?: number })[] {
    const t = this.#texts;
    const principal = [party.title, party.principalName].filter((part) => part !== '').join(' ');
    const operator =
      party.operatorKind === 'principal' && party.operatorName === party.principalName
        ? t.operatorIsPrincipal
        : party.operatorName;
    return [
      this.#run(party.company, 9, INK, true),
      this.#run(`${t.principal} ${principal}`, 9),
      this.#run(party.email, 8.5),
      { ...this.#run(`${t.operator} ${operator}`, 8, QUIET), gap: 2 },
      ...(party.authority === null || party.authority === ''
        ? []
        : [this.#run(`${t.authority} ${party.authority}`, 8, QUIET)]),
    ];
  }

  #drawRevisions(content: CertificateOfConclusion): void {
    const t = this.#texts;
    const { uploaded, revisions } = content.document;
    this.#heading(t.hashes, 60);
    drawTable(
      this.#sheet,
      this.#hashTable(t.revision, [
        { name: t.uploaded, ...uploaded },
        ...revisions
          // The base is the upload, octet by octet, unless it had to be repaired.
          .filter((revision) => revision.kind !== 'base' || revision.sha256Hex !== uploaded.sha256Hex)
          .map((revision) => ({ ...revision, name: this.#revisionName(revision, content) })),
      ]),
    );
  }

  #attachmentTable({ attachments }: CertificateOfConclusion): Table | undefined {
    return attachments.length === 0 ? undefined : this.#hashTable(this.#texts.documentName, attachments);
  }

  #hashTable(label: string, files: readonly { name: string; length: number; sha256Hex: string }[]): Table {
    const t = this.#texts;
    const head = (text: string): Cell => ({
      header: 'Column',
      paragraphs: [this.#run(text, 7.5, INK, true)],
    });
    return {
      columns: [152, 84, CONTENT_WIDTH - 236],
      padding: 1.8,
      head: [head(label), head(t.length), head('SHA-256')],
      rows: files.map(({ name, length, sha256Hex }) => [
        { paragraphs: [this.#run(name, 7.5)] },
        { paragraphs: [this.#run(t.octets(length), 7)] },
        { paragraphs: [this.#run(sha256Hex, 7)] },
      ]),
    };
  }

  #revisionName(revision: CertifiedRevision, content: CertificateOfConclusion): string {
    const t = this.#texts;
    switch (revision.kind) {
      case 'base':
        return content.document.repaired ? t.repaired : t.base;
      case 'stamp':
        return t.stamp;
      case 'seal': {
        const party = content.parties.find((candidate) => candidate.ord === revision.partyOrd);
        return t.sealOf(party?.principalName ?? '');
      }
      case 'lta':
        return t.longTermTimestamp;
    }
  }

  #drawNotes(): void {
    const t = this.#texts;
    const sheet = this.#sheet;
    const notes = [t.clockNote, t.identityNote, t.matchNote, t.legalNote].map((note) =>
      this.#run(note, 7.5, QUIET),
    );
    for (const { shown, codePoints } of this.#missing.values()) {
      const codes = codePoints
        .map((code) => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`)
        .join(' ');
      notes.push(this.#run(t.missingGlyph(shown, codes), 7.5, INK));
    }
    sheet.y += 6;
    const list = sheet.tree.root.add('L');
    const indent = 9;
    for (const note of notes) {
      if (sheet.room < paragraphHeight(note, CONTENT_WIDTH - indent)) sheet.turn();
      const body = list.add('LI').add('LBody');
      sheet.text(body, PAGE.left, sheet.y + note.size * 1.08, { ...note, text: '\u203b' });
      drawParagraph(sheet, body, PAGE.left + indent, CONTENT_WIDTH - indent, note);
    }
  }

  /** The foot of every page, so that a loose sheet is known: which certificate, test mark, page of how many. */
  #drawFeet(content: CertificateOfConclusion): void {
    const sheet = this.#sheet;
    const t = this.#texts;
    const y = PAGE.height - 28;
    for (let page = 0; page < sheet.pageCount; page += 1) {
      const left = this.#run(
        `${t.title}  ${content.certificateId}  ${t.issuedAt} ${japanClock(content.issuedAt)}`,
        7,
        QUIET,
      );
      const right = this.#run(t.pageOf(page + 1, sheet.pageCount), 7, QUIET);
      sheet.frameText(page, PAGE.left, y, left);
      const rightAt = PAGE.width - PAGE.right - right.face.width(right.text, 7);
      sheet.frameText(page, rightAt, y, right);
      if (content.testOnly) {
        const mark = this.#run(t.testMark, 7, WARNING);
        sheet.frameText(page, rightAt - 10 - mark.face.width(mark.text, 7), y, mark);
      }
    }
  }

  /** A section's heading; turns the page where less than `needed` points would follow it. */
  #heading(text: string, needed: number): void {
    const sheet = this.#sheet;
    if (sheet.room < needed + 20) sheet.turn();
    else sheet.y += 7.5;
    const run = this.#run(text, 9.5, ACCENT, true);
    sheet.text(sheet.tree.root.add('H2'), PAGE.left, sheet.y + 9.5, run);
    sheet.y += 15;
  }

  #label(text: string, size = 9): Cell {
    // Half a point lower: the label's baseline is then the larger value's.
    return { header: 'Row', paragraphs: [{ ...this.#run(text, size, INK, true), gap: 0.7 }] };
  }

  /** Words made showable; what the font lacks is remembered for the notes. */
  #run(text: string, size: number, colour: Colour = INK, bold = false): Run {
    const face = bold ? this.#faces.bold : this.#faces.regular;
    const shown = face.showable(text);
    for (const glyph of shown.missing) this.#missing.set(glyph.codePoints.join(' '), glyph);
    return { text: shown.text, face, size, colour };
  }

  #centred(run: Run): number {
    return (PAGE.width - run.face.width(run.text, run.size)) / 2;
  }
}
