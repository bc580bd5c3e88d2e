import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { printCertificate } from '../../src/lib/core/print/index.ts';
import { sampleCertificate } from '../../src/lib/core/print/sample-certificate.ts';
import { writeLedger, type LedgerRow } from '../../src/lib/domain/ledger.ts';
import { CERTIFICATE_JA } from '../../src/lib/messages/certificate.ts';
import { LEDGER_WORDS_JA } from '../../src/lib/messages/ledger.ts';
import type { AuthorityPorts } from '../pki/authority-ports.ts';
import { sealDocument } from '../pki/seal-document.ts';

/** Contracts that the ledger tells of and no file is there for. */
const WITHDRAWN_EVERY = 50;

/**
 * Writes a folder of different contracts, each concluded by two parties, with its certificate of conclusion and the
 * ledger of them all: every fiftieth number was withdrawn, and one is told of nowhere.
 *
 * @param base - the unsigned contract that all of them begin as.
 */
export async function writeConcludedFolder(
  folder: string,
  count: number,
  base: Uint8Array,
  ports: AuthorityPorts,
): Promise<void> {
  mkdirSync(folder);
  const fonts = { regular: fontFile('400Regular'), bold: fontFile('700Bold') };
  const rows: LedgerRow[] = [];
  for (let n = 1; n <= count; n += 1) {
    const certificateId = sha256Hex(Buffer.from(`contract ${String(n)}`)).slice(0, 32);
    const number = String(n + (n > count / 2 ? 1 : 0)).padStart(7, '0');
    const managementLabel = `令和8年度-${number}`;
    const name = `契約書-${number}.pdf`;
    const sample = sampleCertificate(2, { certificateId });
    const envelope = { ...sample.envelope, managementLabel };
    const row = {
      line: 0,
      managementLabel,
      certificateId,
      documentName: name,
      counterpartyName: envelope.counterpartyName,
      transactionOn: envelope.transactionOn,
      amountJpy: envelope.amountJpy,
    };
    if (n % WITHDRAWN_EVERY === 0) {
      rows.push({ ...row, status: 'withdrawn', sha256Hex: null });
      continue;
    }
    const plan = { certificateId, signers: ['A', 'B'], claimedAt: new Date() };
    const { revisions, final } = await sealDocument(base, plan, ports);
    const [stamp, first, second] = revisions;
    const recorded = [
      ['base', base, null],
      ['stamp', stamp, null],
      ['seal', first, 1],
      ['seal', second, 2],
      ['lta', final, null],
    ] as const;
    const document = {
      ...sample.document,
      name,
      revisions: recorded.map(([kind, bytes, partyOrd]) => ({
        kind,
        partyOrd,
        sha256Hex: sha256Hex(bytes ?? new Uint8Array()),
        length: bytes?.length ?? 0,
      })),
    };
    const sheet = await printCertificate({ ...sample, envelope, document }, CERTIFICATE_JA, fonts);
    const certificate = await sealDocument(sheet, { ...plan, signers: [''], without: ['stamp'] }, ports);
    writeFileSync(path.join(folder, name), final);
    writeFileSync(path.join(folder, `証明書-${number}.pdf`), certificate.final);
    rows.push({ ...row, status: 'concluded', sha256Hex: sha256Hex(final) });
  }
  writeFileSync(path.join(folder, '台帳.csv'), writeLedger(rows, LEDGER_WORDS_JA));
}

function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function fontFile(style: string): Uint8Array {
  const name = `@expo-google-fonts/noto-sans-jp/${style}/NotoSansJP_${style}.ttf`;
  return new Uint8Array(readFileSync(fileURLToPath(import.meta.resolve(name))));
}
