export { collect } from './collect.ts';
export { judge } from './judge.ts';
export { judgeBareToken } from './judge-bare-token.ts';
export { DEFAULT_POLICY } from './policy.ts';
export { EMPTY_TRUST_LIST, type ListSignature, type SheetKey, type TrustList } from './trust-list.ts';
export { anchorOctets, mergeTrustLists, readTrustList } from './read-trust-list.ts';
export { listSigningInput, listToken, readPublisherKeys, readSignedTrustList } from './signed-trust-list.ts';
export type { Facts } from './facts.ts';
export type { Finding, Report, SignatureReport, TimestampReport } from './report.ts';
