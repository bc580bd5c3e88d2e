import type { SignatureReport, SubIndication } from '../../core/verify/report.ts';
import { SUB_INDICATION_JA, TRUST_JA } from '../../messages/indication.ts';

/** Sub-indications that speak of the bytes and not of the issuer: integrity shows them, trust stays undecided. */
const OF_THE_BYTES: readonly (SubIndication | null)[] = [
  'HASH_FAILURE',
  'SIG_CRYPTO_FAILURE',
  'FORMAT_FAILURE',
  'SIGNED_DATA_NOT_FOUND',
];

/** Who stands behind a signature and when, said apart from whether the bytes are unchanged. */
export function trustText(signature: Pick<SignatureReport, 'indication' | 'subIndication'>): string {
  const { indication, subIndication } = signature;
  if (indication === 'TOTAL-PASSED') return TRUST_JA.passed;
  if (OF_THE_BYTES.includes(subIndication)) return TRUST_JA.undecided;
  const head = subIndication === 'NO_CERTIFICATE_CHAIN_FOUND' ? TRUST_JA.unconfirmed : TRUST_JA.undecided;
  return subIndication === null ? head : `${head}\n${SUB_INDICATION_JA[subIndication]}`;
}
