import type { SignatureReport, SubIndication } from '../../core/verify/report.ts';
import type { VerifyWords } from '../../messages/verify-words.ts';

/** Sub-indications that speak of the bytes and not of the issuer: integrity shows them, trust stays undecided. */
const OF_THE_BYTES: readonly (SubIndication | null)[] = [
  'HASH_FAILURE',
  'SIG_CRYPTO_FAILURE',
  'FORMAT_FAILURE',
  'SIGNED_DATA_NOT_FOUND',
];

/** Who stands behind a signature and when, said apart from whether the bytes are unchanged. */
export function trustText(
  signature: Pick<SignatureReport, 'indication' | 'subIndication'>,
  { trust, subIndication: reasons }: VerifyWords,
): string {
  const { indication, subIndication } = signature;
  if (indication === 'TOTAL-PASSED') return trust.passed;
  if (OF_THE_BYTES.includes(subIndication)) return trust.undecided;
  const head = subIndication === 'NO_CERTIFICATE_CHAIN_FOUND' ? trust.unconfirmed : trust.undecided;
  return subIndication === null ? head : `${head}\n${reasons[subIndication]}`;
}
