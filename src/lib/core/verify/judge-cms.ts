import type { CmsFacts, Facts } from './facts.ts';
import type { Findings } from './findings.ts';
import { isWeakKey, isWeakScheme, type Policy } from './policy.ts';
import type { Context, Integrity } from './report.ts';

/** What a CMS is for, and so what it may and must hold. */
export type CmsKind = Readonly<{
  /** Content is attached in a time-stamp token and detached in a signature. */
  isToken: boolean;
  isEtsi: boolean;
  /** adbe.pkcs7.sha1: the attached content is the document's SHA-1 value, and all that ties the two together. */
  attachesSha1: boolean;
  allowsTrailing: boolean;
}>;

/**
 * Judges the CMS structure of a signature or token, its digest and its value.
 *
 * @returns whether digest and value hold, forms apart.
 *
 * Source: RFC 5652 §5; EN 319 102-1 §5.2.7; EN 319 142-1 §6.3.
 */
export function judgeCms(
  cms: CmsFacts | null,
  kind: CmsKind,
  facts: Facts,
  policy: Policy,
  findings: Findings,
): Integrity {
  if (!cms) {
    findings.failed('CMS_FORM', 'FORMAT_FAILURE');
    for (const check of ['CMS_DIGEST', 'CMS_SIGNATURE'] as const) findings.notRun(check);
    return 'broken';
  }
  findings.passed('CMS_FORM');
  // Octets behind the CMS are covered by nothing and read by nobody: they leave the signature as it is, but undecided.
  if (kind.allowsTrailing || !cms.nonZeroTrailing) findings.passed('CMS_PADDING');
  else findings.indeterminate('CMS_PADDING', 'FORMAT_FAILURE', {}, 'failed');
  findings.ask('CMS_SIGNER_COUNT', cms.signerCount === 1, 'FORMAT_FAILURE', {
    context: { count: cms.signerCount },
  });
  findings.ask('CMS_DETACHED', kind.isToken || kind.attachesSha1 || !cms.attached, 'FORMAT_FAILURE');
  if (cms.hasSignedAttributes) {
    findings.ask('CMS_CONTENT_TYPE', cms.contentType === 'ok', 'FORMAT_FAILURE', {
      context: { state: cms.contentType },
    });
    findings.ask('CMS_MESSAGE_DIGEST', cms.messageDigest === 'ok', 'FORMAT_FAILURE', {
      context: { state: cms.messageDigest },
    });
  }
  const integrity = judgeValue(cms, facts, findings);
  judgeSigningCertificate(cms, kind.isEtsi || kind.isToken, findings);
  judgeAlgorithm(cms, kind, facts, policy, findings);
  return integrity;
}

// RFC 5652 §5.4, §5.6: the content's digest, then the value over it. What the platform cannot compute is undecided.
function judgeValue(cms: CmsFacts, facts: Facts, findings: Findings): Integrity {
  if (cms.signer === null) findings.indeterminate('CMS_SIGNER_CERTIFICATE', 'NO_SIGNING_CERTIFICATE_FOUND');
  else findings.passed('CMS_SIGNER_CERTIFICATE');
  if (cms.digest === 'different') findings.failed('CMS_DIGEST', 'HASH_FAILURE');
  else if (cms.digest === 'unsupported') findings.indeterminate('CMS_DIGEST', 'GENERIC');
  else if (cms.digest === 'none' && cms.hasSignedAttributes) findings.notRun('CMS_DIGEST');
  else findings.passed('CMS_DIGEST');
  if (cms.signature === 'invalid') findings.failed('CMS_SIGNATURE', 'SIG_CRYPTO_FAILURE');
  else if (cms.signer === null) findings.notRun('CMS_SIGNATURE');
  else if (cms.signature === 'unsupported')
    findings.indeterminate('CMS_SIGNATURE', 'GENERIC', { context: schemeNamed(cms, facts) });
  else findings.passed('CMS_SIGNATURE');
  if (cms.digest === 'different' || cms.signature === 'invalid') return 'broken';
  // Without signed attributes the value itself is over the content.
  const isBound = cms.digest === 'equal' || (cms.digest === 'none' && !cms.hasSignedAttributes);
  return cms.signature === 'valid' && isBound ? 'intact' : 'undetermined';
}

// What no platform can verify is not weak: it is named, so that another tool can be asked.
function schemeNamed({ scheme, signer }: CmsFacts, facts: Facts): Context {
  const { keyKind = '', keyBits = 0 } = signer === null ? {} : (facts.certificates[signer] ?? {});
  return { ...scheme, keyKind, keyBits };
}

// EN 319 142-1 §6.3 (signing-certificate in every ETSI signature); RFC 3161 §2.4.2 with RFC 5816.
function judgeSigningCertificate(cms: CmsFacts, isRequired: boolean, findings: Findings): void {
  const state = cms.signingCertificate;
  if (cms.signer === null) findings.notRun('CMS_SIGNING_CERTIFICATE');
  else if (state === 'ok') findings.passed('CMS_SIGNING_CERTIFICATE');
  else if (state === 'absent' && !isRequired) findings.notRun('CMS_SIGNING_CERTIFICATE');
  else findings.failed('CMS_SIGNING_CERTIFICATE', 'FORMAT_FAILURE', { context: { state } });
}

// EN 319 102-1 §5.2.8.
function judgeAlgorithm(
  cms: CmsFacts,
  kind: CmsKind,
  facts: Facts,
  policy: Policy,
  findings: Findings,
): void {
  // What names two digests, or denies its own protected algorithms (RFC 6211 §2), is malformed.
  const isConsistent = cms.schemesAgree && ['ok', 'absent'].includes(cms.algorithmProtection);
  if (!isConsistent) {
    const context = { hash: cms.hash ?? '', kind: cms.scheme.kind };
    findings.failed('CMS_ALGORITHM', 'FORMAT_FAILURE', { context });
    return;
  }
  const key = cms.signer === null ? undefined : facts.certificates[cms.signer];
  const digests = [cms.hash, kind.attachesSha1 ? 'SHA-1' : null];
  const isWeak =
    isWeakScheme(cms.scheme, policy) ||
    digests.some((hash) => hash !== null && policy.weakDigests.includes(hash)) ||
    (key !== undefined && isWeakKey(key, policy));
  if (!isWeak) {
    findings.passed('CMS_ALGORITHM');
    return;
  }
  const hash = kind.attachesSha1 ? 'SHA-1' : (cms.hash ?? '');
  const context = { hash, kind: cms.scheme.kind, keyBits: key?.keyBits ?? 0 };
  findings.indeterminate('CMS_ALGORITHM', 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE', { context }, 'failed');
}
