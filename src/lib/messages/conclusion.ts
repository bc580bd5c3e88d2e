import type { Report } from '../core/verify/report.ts';

/** The sentences in which a verification ends, none of which may overstate. `conclude` chooses among them. */
export const CONCLUSION_JA = {
  ALL_VALID: 'すべての署名が有効です',
  ID_MATCHED: '契約締結証明書IDと一致します',
  VALID_ALONE: (count: number): string =>
    `この文書に含まれる署名（${String(count)}件）は有効です。契約の当事者全員の署名がそろっているかは、契約締結証明書と照合してください。`,
  ID_SAME_BYTES_DIFFER: 'IDの表示は同じですが、文書の内容が証明書と異なります',
  ID_DIFFERENT: '契約締結証明書IDと一致しません',
  UNSIGNED_COPY: '署名がありません（署名前の文書です）',
  NO_SIGNATURE: '署名がありません',
  SIGNERS_SHORT: (count: number): string => `署名が足りません（証明書では${String(count)}件）`,
  CHANGED: '署名後の変更を検出（改ざん又は破損）',
  INVALID: '署名は有効ではありません',
  ISSUER_UNCONFIRMED: '発行元を確認できません',
  UNDECIDED: '判定できません',
  UNREADABLE: 'PDFとして読み取れません',
  CERTIFICATE_VALID: 'この証明書の電子署名は有効です。契約書のPDFと照合してください。',
  VISIBLE_LATER: '署名の後に、紙面に見える署名欄が加えられています。加えられる前の表示と見比べてください',
  CERTIFICATE_UNSOUND: '読み込まれた証明書の電子署名を有効と確認できないため、照合の結果は使えません',
  REDACTED_COPY: '契約締結証明書は「一部非表示」の写しです。IPアドレスとメールアドレスは記載されていません。',
  SHEET_WHOLE: (count: number): string =>
    `一覧にある文書（${String(count)}件）がすべてあり、内容も一致します`,
  SHEET_ABSENT: (count: number): string =>
    `一覧にある文書のうち${String(count)}件が、選んだファイルの中にありません`,
  SHEET_DIFFERS: (count: number): string =>
    `一覧と同じIDで、内容が一覧と異なる文書があります（${String(count)}件）`,
  SHEET_UNSOUND: 'この一覧を、照合した文書に署名した発行者のものと確認できません',
} as const;

type Texts<T> = {
  readonly [K in keyof T]: T[K] extends (...args: infer A) => string ? (...args: A) => string : string;
};
export type ConclusionCode = keyof typeof CONCLUSION_JA;

export const CONCLUSION_EN: Texts<typeof CONCLUSION_JA> = {
  ALL_VALID: 'Every signature is valid',
  ID_MATCHED: 'Equals the ID of the certificate of conclusion',
  VALID_ALONE: (count) =>
    `The signatures in this document (${String(count)}) are valid. Compare it with the certificate of conclusion to see whether every party has signed.`,
  ID_SAME_BYTES_DIFFER: 'The printed ID is the same, but the content differs from the certificate',
  ID_DIFFERENT: 'Does not equal the ID of the certificate of conclusion',
  UNSIGNED_COPY: 'There is no signature (a copy from before signing)',
  NO_SIGNATURE: 'There is no signature',
  SIGNERS_SHORT: (count) => `Signatures are missing (the certificate counts ${String(count)})`,
  CHANGED: 'Changed after signing (altered or damaged)',
  INVALID: 'The signature is not valid',
  ISSUER_UNCONFIRMED: 'The issuer cannot be confirmed',
  UNDECIDED: 'Undecided',
  UNREADABLE: 'Cannot be read as a PDF',
  CERTIFICATE_VALID: 'The seal on this certificate is valid. Compare it with the contract.',
  VISIBLE_LATER:
    'After signing, a signature that shows on the page was added: compare with how the page looked before',
  CERTIFICATE_UNSOUND: 'The seal on the certificate cannot be confirmed, so the comparison cannot be used',
  REDACTED_COPY:
    'The certificate of conclusion is a copy with some details withheld: it shows no IP and mail addresses.',
  SHEET_WHOLE: (count) => `All listed documents (${String(count)}) are here, with the listed content`,
  SHEET_ABSENT: (count) => `${String(count)} of the listed documents are not among the chosen files`,
  SHEET_DIFFERS: (count) => `Documents have an ID of the list, but another content (${String(count)})`,
  SHEET_UNSOUND: 'This list cannot be confirmed to be of the issuer that sealed the compared documents',
};

/** The answers of `matchCertificate` that the choice looks at. */
export interface MatchAnswers {
  readonly id: 'matched' | 'mismatched' | 'absent';
  readonly bytes: 'matched' | 'mismatched' | 'absent';
  readonly certificate: 'sound' | 'unsound' | 'absent';
  /** Signatures that the certificate counts; null without a certificate. */
  readonly signerCount: number | null;
  /** Intact signatures that close a revision which the certificate records. */
  readonly sealCount: number;
  /** The certificate compared is a copy 「一部非表示」. */
  readonly redacted: boolean;
}

/** What the choice looks at where the file is itself a certificate of conclusion. */
export interface OwnCertificate {
  /** A copy 「一部非表示」, without IP and mail addresses. */
  readonly redacted: boolean;
}

/** One sentence of a conclusion; `count` is the number it names. */
export interface Conclusion {
  readonly code: ConclusionCode;
  readonly tone: 'good' | 'caution' | 'bad';
  readonly count: number;
}

/**
 * Chooses the sentences for one file, the main one first. Only a sound certificate, matched by ID and by hash, whose
 * full signer count is reached, leads to `ALL_VALID`. A copy 「一部非表示」 is named, be it the file or what it was
 * compared with.
 *
 * @param report - what `judge` said about the file.
 * @param match - the comparison with a certificate, or null where none is loaded.
 * @param own - null where the file is no certificate of conclusion itself.
 */
export function conclude(
  report: Report,
  match: MatchAnswers | null,
  own: OwnCertificate | null = null,
): readonly Conclusion[] {
  const lines = verdictLines(report, match, own !== null);
  const isRedacted = own?.redacted === true || match?.redacted === true;
  return isRedacted ? [...lines, { code: 'REDACTED_COPY', tone: 'caution', count: 0 }] : lines;
}

function verdictLines(
  report: Report,
  match: MatchAnswers | null,
  isCertificate: boolean,
): readonly Conclusion[] {
  const signatures = report.signatures.filter((signature) => signature.kind === 'signature');
  const say = (code: ConclusionCode, tone: Conclusion['tone'], count = signatures.length): Conclusion => ({
    code,
    tone,
    count,
  });
  const wanted = match?.signerCount ?? null;
  const short =
    match !== null &&
    wanted !== null &&
    Math.min(signatures.length, match.bytes === 'matched' ? match.sealCount : Infinity) < wanted
      ? [say('SIGNERS_SHORT', 'bad', wanted)]
      : [];
  const otherId = match?.id === 'mismatched' ? [say('ID_DIFFERENT', 'bad')] : [];
  const otherBytes =
    match?.id === 'matched' && match.bytes === 'mismatched' ? [say('ID_SAME_BYTES_DIFFER', 'bad')] : [];

  if (report.verdict === 'UNREADABLE') return [say('UNREADABLE', 'caution')];
  if (report.verdict === 'NO-SIGNATURE') {
    const unsigned = say(report.certificateIds.length > 0 ? 'UNSIGNED_COPY' : 'NO_SIGNATURE', 'bad');
    return [unsigned, ...otherId];
  }
  const changed = report.signatures.some(
    (signature) =>
      signature.integrity === 'broken' ||
      signature.changes === 'forbidden' ||
      signature.coverage === 'partial',
  );
  if (changed) return [say('CHANGED', 'bad'), ...otherId, ...otherBytes];
  if (report.verdict === 'TOTAL-FAILED') return [say('INVALID', 'bad'), ...otherId, ...otherBytes];
  if (report.verdict === 'INDETERMINATE') {
    const issuer = report.signatures.some(
      (signature) => signature.subIndication === 'NO_CERTIFICATE_CHAIN_FOUND',
    );
    const open = say(issuer ? 'ISSUER_UNCONFIRMED' : 'UNDECIDED', 'caution');
    // An early revision of the very contract lacks signatures, whatever else is still open about it.
    if (match?.bytes === 'matched' && short.length > 0) return [...short, open, ...otherId];
    return [open, ...otherId, ...otherBytes, ...short];
  }
  // A contract may carry anything as an attachment; what bears an ID on its pages is no certificate.
  if (isCertificate && report.certificateIds.length === 0) return [say('CERTIFICATE_VALID', 'good')];
  if (match === null || match.certificate === 'absent') return [say('VALID_ALONE', 'good')];
  if (otherId.length > 0) return [...otherId, say('VALID_ALONE', 'caution')];
  if (match.certificate === 'unsound')
    return [say('CERTIFICATE_UNSOUND', 'caution'), say('VALID_ALONE', 'caution')];
  if (match.bytes === 'matched' && short.length > 0) return short;
  const isShown = report.signatures.some(({ later }) =>
    later.some(({ kind }) => kind === 'signature_visible'),
  );
  // Permitted, but it may cover what was signed: the certificate knows of no such thing.
  if (match.id === 'matched' && match.bytes === 'matched' && isShown)
    return [say('VISIBLE_LATER', 'caution'), say('VALID_ALONE', 'caution')];
  if (match.id === 'matched' && match.bytes === 'matched')
    return [say('ALL_VALID', 'good'), say('ID_MATCHED', 'good')];
  if (otherBytes.length > 0) return [...otherBytes, ...short];
  return [say('VALID_ALONE', 'caution'), ...short];
}

/** The Japanese sentence of one conclusion. */
export function conclusionJa({ code, count }: Conclusion): string {
  const text = CONCLUSION_JA[code];
  return typeof text === 'function' ? text(count) : text;
}
export function conclusionEn({ code, count }: Conclusion): string {
  const text = CONCLUSION_EN[code];
  return typeof text === 'function' ? text(count) : text;
}
