import type { CertificateOfConclusion, CertifiedParty, CertifiedRevision } from '../certificate/content.ts';
import type { Faces } from './archival-document.ts';
import type { CertificateTexts } from './certificate-texts.ts';
import { calendarDate, japanClock } from './japan-clock.ts';
import { CONTENT_WIDTH } from './page.ts';
import { INK, QUIET } from './sheet.ts';
import type { Run, Sheet } from './sheet.ts';
import { QR_WIDTH, SheetWriter } from './sheet-writer.ts';
import { drawTable } from './table.ts';
import type { Cell, Table } from './table.ts';

/** A party's company, with its place in a 共同企業体 behind it. */
export function companyOf(
  { company, ventureRole }: Pick<CertifiedParty, 'company' | 'ventureRole'>,
  { ventureRoles }: Pick<CertificateTexts, 'ventureRoles'>,
): string {
  return ventureRole === null ? company : `${company}${ventureRoles[ventureRole]}`;
}

/** Puts the content of a certificate on a sheet, from the title to the foot of each page. */
export class CertificateSheet {
  readonly #sheet: Sheet;
  readonly #writer: SheetWriter;
  readonly #texts: CertificateTexts;

  constructor(sheet: Sheet, faces: Faces, texts: CertificateTexts) {
    this.#sheet = sheet;
    this.#texts = texts;
    this.#writer = new SheetWriter(sheet, faces, texts);
  }

  /** @param link - what the QR opens; null draws none. */
  draw(content: CertificateOfConclusion, link: string | null): void {
    const t = this.#texts;
    const writer = this.#writer;
    const marks = [...(content.redacted ? [t.redactedMark] : []), ...(content.testOnly ? [t.testMark] : [])];
    writer.title(t.title, t.lead, marks);
    const qrEnd = link === null ? 0 : writer.qr(link);
    this.#drawHead(content, link === null ? 0 : QR_WIDTH);
    this.#sheet.y = Math.max(this.#sheet.y, qrEnd);
    this.#drawOverview(content);
    this.#drawOperations(content);
    this.#drawRevisions(content);
    // Set before the notes, which name the characters it lacks, and drawn after them: however many
    // attachments there are, the first page stays complete.
    const attachments = this.#attachmentTable(content);
    const { accreditation } = content;
    writer.notes([
      ...(accreditation === null ? [] : [t.accreditedNote(calendarDate(accreditation.asOf))]),
      t.clockNote,
      t.identityNote,
      t.matchNote,
      ...(link === null ? [] : [t.qrNote]),
      ...(content.redacted ? [t.redactedNote] : []),
      t.legalNote,
    ]);
    if (attachments !== undefined) {
      writer.heading(t.attachments, 40);
      drawTable(this.#sheet, attachments);
    }
    const about = `${t.title}  ${content.certificateId}  ${t.issuedAt} ${japanClock(content.issuedAt)}`;
    writer.feet(about, content.testOnly);
  }

  #drawHead(content: CertificateOfConclusion, beside: number): void {
    const t = this.#texts;
    const row = (label: string, ...value: Run[]): Cell[] => [
      this.#writer.label(label),
      { paragraphs: value },
    ];
    const creator = [content.creator.organization, content.creator.name].filter((part) => part !== '');
    drawTable(this.#sheet, {
      columns: [beside > 0 ? 120 : 130, CONTENT_WIDTH - (beside > 0 ? 120 : 130) - beside],
      padding: 3.8,
      rows: [
        row(
          t.documentName,
          this.#writer.run(content.document.name, 10, INK, true),
          this.#writer.run(t.pageCount(content.document.pageCount), 8, QUIET),
        ),
        row(t.managementLabel, this.#writer.run(content.envelope.managementLabel, 10)),
        row(t.creator, this.#writer.run(creator.join(' '), 10)),
        row(t.creatorEmail, this.#writer.run(this.#shown(content, content.creator.email), 10)),
        row(t.certificateId, this.#writer.run(content.certificateId, 10.5, INK, true)),
      ],
    });
  }

  #drawOverview(content: CertificateOfConclusion): void {
    const t = this.#texts;
    const { envelope } = content;
    this.#writer.heading(t.overview, 40);
    const pair = (label: string, value: string): Cell[] => [
      this.#writer.label(label, 8),
      { paragraphs: [this.#writer.run(value, 8.5)] },
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

  #drawOperations(content: CertificateOfConclusion): void {
    const t = this.#texts;
    this.#writer.heading(t.operations, 90);
    const head = (...labels: string[]): Cell => ({
      header: 'Column',
      paragraphs: labels.map((label, i) =>
        this.#writer.run(label, i === 0 ? 8.5 : 7.5, i === 0 ? INK : QUIET, i === 0),
      ),
    });
    drawTable(this.#sheet, {
      columns: [126, 164, CONTENT_WIDTH - 290],
      padding: 3.8,
      head: [head(t.operatedAt, t.ipAddress, t.timestampAt), head(t.method), head(t.signer)],
      rows: content.parties.map((party) => [
        {
          paragraphs: [
            this.#writer.run(japanClock(party.consentedAt), 9, INK, true),
            this.#writer.run(this.#shown(content, party.ip), 8.5),
            { ...this.#writer.run(t.timestampAt, 7, QUIET), gap: 2 },
            this.#writer.run(japanClock(party.sealedAt, true), 8.5),
          ],
        },
        {
          paragraphs: [
            this.#writer.run(t.methods[party.method], 8.5),
            ...(party.factor === null
              ? []
              : [{ ...this.#writer.run(t.factors[party.factor], 8, QUIET), gap: 2 }]),
            ...(party.factorDetail === null
              ? []
              : [this.#writer.run(t.factorDetail + party.factorDetail, 8, QUIET)]),
          ],
        },
        { paragraphs: this.#signer(content, party) },
      ]),
    });
  }

  /** Company, 名義人, address; who operated stands apart. */
  #signer(content: CertificateOfConclusion, party: CertifiedParty): (Run & { gap?: number })[] {
    const t = this.#texts;
    const principal = [party.title, party.principalName].filter((part) => part !== '').join(' ');
    const operator =
      party.operatorKind === 'principal' && party.operatorName === party.principalName
        ? t.operatorIsPrincipal
        : party.operatorName;
    const delegation = party.kind === 'contractor' && party.operatorKind === 'delegate' ? t.delegation : '';
    const authority = party.authority ?? delegation;
    return [
      this.#writer.run(companyOf(party, t), 9, INK, true),
      this.#writer.run(`${t.principal} ${principal}`, 9),
      this.#writer.run(this.#shown(content, party.email), 8.5),
      { ...this.#writer.run(`${t.operator} ${operator}`, 8, QUIET), gap: 2 },
      ...(authority === '' ? [] : [this.#writer.run(`${t.authority} ${authority}`, 8, QUIET)]),
    ];
  }

  /** A value that a redacted copy withholds is said to be withheld, never left empty. */
  #shown({ redacted }: CertificateOfConclusion, value: string): string {
    return redacted ? this.#texts.redactedValue : value;
  }

  #drawRevisions(content: CertificateOfConclusion): void {
    const t = this.#texts;
    const { uploaded, revisions } = content.document;
    this.#writer.heading(t.hashes, 60);
    drawTable(
      this.#sheet,
      this.#writer.hashTable(t.revision, [
        { name: t.uploaded, ...uploaded },
        ...revisions
          // The base is the upload, octet by octet, unless it had to be repaired.
          .filter((revision) => revision.kind !== 'base' || revision.sha256Hex !== uploaded.sha256Hex)
          .map((revision) => ({ ...revision, name: this.#revisionName(revision, content) })),
      ]),
    );
  }

  #attachmentTable({ attachments }: CertificateOfConclusion): Table | undefined {
    return attachments.length === 0
      ? undefined
      : this.#writer.hashTable(this.#texts.documentName, attachments);
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
}
