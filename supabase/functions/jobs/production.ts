import type { CertifiedAccreditation, Report, TimestampReport } from '../_shared/core.ts';
import { Fault } from '../_shared/refusal.ts';
import { accreditationOf, testOnlyTrust, trustOf } from '../_shared/trust.ts';
import type { JobPorts } from './ports.ts';

/**
 * In production nothing is begun that could not be concluded: no 試験用 anchor is loaded, the trust list carries at least
 * one time-stamping business that is accredited by 総務大臣 today, with an anchor that says so, and the sealing key
 * cannot be copied out of where it is, unless whoever runs the service accepted that in so many words.
 *
 * @throws Fault `TEST_ANCHOR_IN_PRODUCTION`, `TIMESTAMP_NOT_ACCREDITED` or `KEY_EXPORTABLE`; the envelope stays, and its job goes on
 *   once the setting is right.
 */
export function requireProduction(ports: JobPorts): void {
  if (ports.config.mode !== 'production') return;
  const { key } = ports.config;
  if (key.port === 'local' && !key.isExportableAccepted) throw new Fault('KEY_EXPORTABLE');
  if (testOnlyTrust(ports.config.trustList)) throw new Fault('TEST_ANCHOR_IN_PRODUCTION');
  const at = ports.now().getTime();
  const isNow = (period: { notBefore: string; notAfter: string }): boolean =>
    Date.parse(period.notBefore) <= at && at <= Date.parse(period.notAfter);
  const anchors = trustOf(ports.config.trustList).anchors.filter(
    (anchor) => anchor.use === 'timestamp' && anchor.accredited && isNow(anchor),
  );
  const entries = accreditationOf(ports.config.trustList)?.entries.filter(isNow) ?? [];
  if (anchors.length === 0 || entries.length === 0) throw new Fault('TIMESTAMP_NOT_ACCREDITED');
}

/**
 * What keeps a token from counting as one of an accredited time-stamping business; undefined where nothing does, and
 * always outside production.
 *
 * The anchor must be accredited, and certificate and policy must be together on the dated list at the token's own
 * instant: an authority may also stamp outside its accredited business.
 *
 * @param timestamp - as judged.
 */
export function accreditationProblem(
  ports: JobPorts,
  timestamp: TimestampReport | undefined,
): string | undefined {
  if (ports.config.mode !== 'production') return undefined;
  const { anchor, policyOid, genTime, chain } = timestamp ?? {};
  if (anchor?.accredited !== true || anchor.testOnly || genTime === undefined) {
    return 'token of an authority that is not accredited';
  }
  const at = Date.parse(genTime);
  const entries = accreditationOf(ports.config.trustList)?.entries ?? [];
  const isListed = entries.some(
    (entry) =>
      entry.policyOids.includes(policyOid ?? '') &&
      (chain ?? []).some(({ sha256Hex }) => entry.certificateSha256.includes(sha256Hex)) &&
      Date.parse(entry.notBefore) <= at &&
      at <= Date.parse(entry.notAfter),
  );
  return isListed ? undefined : 'token whose certificate and policy are not on the list of accredited ones';
}

/**
 * Asks the same of every time-stamp of a finished file, before it is stored.
 *
 * @throws Fault as `requireProduction`, or `TIMESTAMP_NOT_ACCREDITED`.
 */
export function requireAccredited(ports: JobPorts, report: Report): void {
  requireProduction(ports);
  for (const { timestamp } of report.signatures) {
    const problem = accreditationProblem(ports, timestamp);
    if (problem !== undefined) throw new Fault('TIMESTAMP_NOT_ACCREDITED', { context: { problem } });
  }
}

/**
 * What a certificate may say of a finished contract's time-stamps: in production, where each of them counts as one of an
 * accredited business (`accreditationProblem`); else null.
 */
export function certifiedAccreditation(ports: JobPorts, report: Report): CertifiedAccreditation | null {
  const list = accreditationOf(ports.config.trustList);
  if (ports.config.mode !== 'production' || list === null || testOnlyTrust(ports.config.trustList))
    return null;
  const isWhole =
    report.signatures.length > 0 &&
    report.signatures.every(({ timestamp }) => accreditationProblem(ports, timestamp) === undefined);
  return isWhole ? { asOf: list.asOf, authenticityMeasure: 'timestamp_before_exchange' } : null;
}
