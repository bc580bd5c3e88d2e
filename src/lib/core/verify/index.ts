export { collect } from './collect.ts';
export { judge } from './judge.ts';
export { DEFAULT_POLICY, type Policy } from './policy.ts';
export { EMPTY_TRUST_LIST, type Anchor, type AnchorUse, type TrustList } from './trust-list.ts';
export { anchorOctets, mergeTrustLists, readTrustList, type TrustListCode } from './read-trust-list.ts';
export { CHECK_CODES } from './report.ts';
export { CHANGE_KINDS, type ChangeKind } from './change.ts';
export type { Facts } from './facts.ts';
export type {
  AnchorReport,
  CertificateReport,
  ChangeReport,
  Changes,
  CheckCode,
  Coverage,
  Finding,
  Indication,
  Integrity,
  Level,
  Report,
  SignatureReport,
  SubIndication,
  TimestampReport,
  Verdict,
} from './report.ts';
