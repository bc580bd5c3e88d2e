import type { Report } from '../_shared/core.ts';
import { Fault } from '../_shared/refusal.ts';
import type { JobPorts } from './ports.ts';

/**
 * In production nothing is concluded on a 試験用 anchor or on a time-stamp authority that is not accredited
 * （総務大臣認定の時刻認証業務）.
 *
 * @throws Fault `TIMESTAMP_NOT_ACCREDITED`; the envelope stays, and its job goes on once the setting is right.
 */
export function requireAccredited(ports: JobPorts, report: Report): void {
  if (ports.config.mode !== 'production') return;
  const anchors = report.signatures.map((signature) =>
    signature.kind === 'documentTimestamp' ? signature.anchor : (signature.timestamp?.anchor ?? null),
  );
  if (report.testOnly || anchors.some((anchor) => anchor === null || !anchor.accredited)) {
    throw new Fault('TIMESTAMP_NOT_ACCREDITED');
  }
}
