/// <reference lib="webworker" />
import { toBase64 } from '../core/bytes/base64.ts';
import { webDigest } from '../core/bytes/digest.ts';
import { toHex } from '../core/bytes/hex.ts';
import {
  bestMatch,
  checkSheetToken,
  fileSeals,
  isFullyMatched,
  matchCertificate,
  readCertificatePdf,
  readEnvelopeSheetPdf,
  revisionHashes,
  sheetListText,
  soleHolder,
  type EnvelopeSheet,
} from '../core/certificate/index.ts';
import {
  anchorOctets,
  collect,
  DEFAULT_POLICY,
  EMPTY_TRUST_LIST,
  judge,
  mergeTrustLists,
  readPublisherKeys,
  readSignedTrustList,
  readTrustList,
  type Report,
  type TrustList,
} from '../core/verify/index.ts';
import { compareSheet } from '../domain/sheet-listing.ts';
import { conclude } from '../messages/conclusion.ts';
import { concludedCells, reportCells } from '../messages/report-row.ts';
import { concludeSheet } from '../messages/sheet-conclusion.ts';
import { pack, unpack } from './packed.ts';
import type {
  FileSummary,
  Judged,
  ListKeys,
  Matched,
  TrustFile,
  VerifyAnswer,
  VerifyQuestion,
  VerifyQuestions,
} from './verify-messages.ts';

declare const self: DedicatedWorkerGlobalScope;

type Asked<Kind extends keyof VerifyQuestions> = VerifyQuestions[Kind]['ask'];
type Answered<Kind extends keyof VerifyQuestions> = Promise<VerifyQuestions[Kind]['answer']>;

/** Files over this size are not read: the product makes none, and a phone's memory is small. */
const LARGEST_BYTES = 200 * 1024 * 1024;

let trust = EMPTY_TRUST_LIST;

async function composeTrust({ list, token, keys, isReplaced, added }: Asked<'trust'>): Answered<'trust'> {
  const publishers = keys === null ? [] : (readPublisherKeys(keys) ?? []);
  const read = list === null ? null : await readSignedTrustList(list, token, publishers);
  if (read !== null && !read.ok) return { ok: false, file: '' };
  let composed: TrustList = { ...(read?.value ?? EMPTY_TRUST_LIST), replaced: isReplaced };
  for (const file of added) {
    const more = readTrustList(textOf(file));
    if (!more.ok) return { ok: false, file: file.name };
    composed = mergeTrustLists(composed, more.value);
  }
  trust = composed;
  const { name, issuedAt, signature = 'unsigned', anchors } = composed;
  return {
    ok: true,
    state: {
      name,
      issuedAt,
      signature,
      replaced: isReplaced,
      anchors: anchors.map((one) => ({ name: one.name, use: one.use, added: one.added === true })),
    },
  };
}

// A certificate comes as PEM or, from Windows, as bare DER, which begins with a SEQUENCE.
function textOf({ octets }: TrustFile): string {
  if (octets[0] !== 0x30) return new TextDecoder().decode(octets);
  return `-----BEGIN CERTIFICATE-----\n${toBase64(octets)}\n-----END CERTIFICATE-----\n`;
}

async function judgeFile({ file, name, at }: Asked<'judge'>): Answered<'judge'> {
  // Asked here: a file's size is looked up on the disk, and the page must not wait for that.
  if (file.size > LARGEST_BYTES) throw new RangeError('FILE_TOO_LARGE');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const facts = await collect(bytes, webDigest, anchorOctets(trust));
  const report = judge(facts, DEFAULT_POLICY, trust, new Date(at));
  const read = readCertificatePdf(bytes);
  // A contract may carry anything as an attachment; what bears an ID on its pages is no certificate.
  const certificate = read.ok && report.certificateIds.length === 0 ? read.value : null;
  const list =
    certificate === null && report.certificateIds.length === 0 ? readEnvelopeSheetPdf(bytes) : null;
  const sheet = list?.ok === true ? list.value : null;
  // A list withholds nothing: it has no addresses.
  const own = certificate ?? (sheet && { redacted: false });
  const seals = report.signatures.filter(({ kind }) => kind === 'signature');
  const context = { match: null, isMatched: false, certificateName: '', own };
  const summary: FileSummary = {
    verdict: report.verdict,
    sha256Hex: report.sha256,
    length: report.length,
    testOnly: report.testOnly,
    signatureCount: seals.length,
    provenAt: seals[0]?.provenAt.at ?? null,
    certificateIds: report.certificateIds,
    sha256Hexes: own !== null ? [report.sha256] : await revisionHashes(bytes, report, webDigest),
    certificate: certificate && {
      certificateId: certificate.certificateId,
      sha256Hexes: certificate.document.revisions.map(({ sha256Hex }) => sha256Hex),
      isPassed: report.verdict === 'TOTAL-PASSED',
      managementLabel: certificate.envelope.managementLabel,
      documentName: certificate.document.name,
      counterpartyName: certificate.envelope.counterpartyName,
      transactionOn: certificate.envelope.transactionOn,
      amountJpy: certificate.envelope.amountJpy,
    },
    sheet: sheet && (await listKeys(sheet, report)),
    seals: own === null ? fileSeals(report) : [],
    conclusion: conclude(report, null, own),
    cells: reportCells(name, report, context),
  };
  return { summary, packed: await pack({ report, certificate, sheet } satisfies Judged) };
}

async function listKeys(sheet: EnvelopeSheet, report: Report): Promise<ListKeys> {
  const text = new TextEncoder().encode(sheetListText(sheet.documents));
  const [digest] = await webDigest('SHA-256', [[text]]);
  return {
    sheetId: sheet.sheetId,
    documents: sheet.documents,
    holder: soleHolder(report),
    isPassed: report.verdict === 'TOTAL-PASSED',
    managementLabel: sheet.envelope.managementLabel,
    listSha256Hex: toHex(digest ?? new Uint8Array()),
  };
}

function compareList({ sheet, own, files }: Asked<'listed'>): Answered<'listed'> {
  const comparison = compareSheet(sheet, files);
  const conclusion = concludeSheet(own.conclusion, comparison);
  return Promise.resolve({ comparison, conclusion, cells: concludedCells(own.cells, conclusion) });
}

async function matchFile({ file, name, packed, candidates }: Asked<'match'>): Answered<'match'> {
  const { report } = await unpack<Judged>(packed);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const [digest] = await webDigest('SHA-256', [[bytes]]);
  if (digest === undefined || toHex(digest) !== report.sha256) return null;
  const asked = candidates.map((one, index) => ({ index, ...one }));
  const best = await bestMatch(asked, async (one) => {
    const { certificate, report: own } = await unpack<Judged>(one.packed);
    const loaded = certificate === null ? null : { content: certificate, report: own };
    return matchCertificate(bytes, report, loaded, webDigest);
  });
  if (best === null) throw new RangeError('NO_CANDIDATE');
  const { match, certificate } = best;
  const isMatched = isFullyMatched(match);
  const context = { match, isMatched, certificateName: certificate.name, own: null };
  return {
    match,
    isMatched,
    candidate: certificate.index,
    conclusion: conclude(report, match),
    cells: reportCells(name, report, context),
  } satisfies Matched;
}

async function checkSheet({ token, at }: Asked<'sheet'>): Answered<'sheet'> {
  const checked = await checkSheetToken(token, trust.sheetKeys ?? [], new Date(at));
  if (!checked.ok) return { ok: false, code: checked.code };
  return { ok: true, claim: checked.value.claim, testOnly: checked.value.key.testOnly };
}

function answer(question: VerifyQuestion): Promise<(VerifyAnswer & { ok: true })['value']> {
  switch (question.kind) {
    case 'trust':
      return composeTrust(question);
    case 'judge':
      return judgeFile(question);
    case 'match':
      return matchFile(question);
    case 'listed':
      return compareList(question);
    case 'sheet':
      return checkSheet(question);
  }
}

self.addEventListener('message', (event: MessageEvent<VerifyQuestion>) => {
  const { id } = event.data;
  answer(event.data).then(
    (value) => self.postMessage({ id, ok: true, value } satisfies VerifyAnswer),
    // Only a fault of ours, a file that cannot be read, or no memory, ends here: no document makes core throw.
    (cause: unknown) => self.postMessage({ id, ok: false, cause: String(cause) } satisfies VerifyAnswer),
  );
});
