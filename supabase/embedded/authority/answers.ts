import { certificateFields } from '../../../src/lib/core/sign/index.ts';
import type { DevelopmentCa, Member } from './development-ca.ts';
import { memberName } from './development-ca.ts';
import { TEST_POLICY } from './names.ts';
import { answerOcsp, ocspFailure } from './ocsp-responder.ts';
import { issueCrl } from './revocation.ts';
import type { Revocation } from './revocation.ts';
import { answerTimestamp } from './timestamp-responder.ts';

/** Faults that tests may switch on. `down` breaks the connection off. */
export type Faults = Readonly<{
  tsa?: 'down' | 'unavailable' | 'garbage' | 'refuse' | 'wrong-nonce' | 'wrong-imprint';
  ocsp?: 'down' | 'unavailable' | 'garbage' | 'try-later' | 'stale';
  crl?: 'down' | 'unavailable' | 'garbage' | 'stale';
}>;

/** What the authority knows at the moment of an answer. */
export type AuthorityState = Readonly<{
  ca: DevelopmentCa;
  revoked: ReadonlyMap<Member, Revocation>;
  faults: Faults;
  nextSerial(): bigint;
  at: Date;
}>;

/** The lists, by the file they are served as: whose they are and whom they are about. */
const CRLS = {
  'root.crl': { issuer: 'root', about: ['issuing'] },
  'issuing.crl': { issuer: 'issuing', about: ['seal', 'ocsp'] },
  'timestamp.crl': { issuer: 'timestampRoot', about: ['timestamp'] },
} as const satisfies Record<string, { issuer: Member; about: readonly Member[] }>;

/** Certificates by the file they are served as. */
const CERTIFICATES: Readonly<Record<string, Member>> = {
  'root.cer': 'root',
  'issuing.cer': 'issuing',
  'seal.cer': 'seal',
  'ocsp.cer': 'ocsp',
  'timestamp-root.cer': 'timestampRoot',
  'timestamp.cer': 'timestamp',
};

const DAY_MS = 86_400_000;

/** DER of TimeStampResp. */
export function timestampAnswer(request: Uint8Array, state: AuthorityState): Promise<Uint8Array> {
  const fault = state.faults.tsa;
  const { timestamp, timestampRoot } = state.ca.holders;
  return answerTimestamp(request, {
    certificates: [timestamp.certificate, timestampRoot.certificate],
    key: timestamp.key,
    policyOid: TEST_POLICY.timestamp,
    nextSerial: state.nextSerial,
    genAt: state.at,
    ...(fault === 'refuse' || fault === 'wrong-nonce' || fault === 'wrong-imprint' ? { fault } : {}),
  });
}

/** DER of OCSPResponse. */
export function ocspAnswer(request: Uint8Array, state: AuthorityState): Uint8Array {
  if (state.faults.ocsp === 'try-later') return ocspFailure('tryLater');
  const { issuing, ocsp, seal } = state.ca.holders;
  const { thisUpdate, nextUpdate } = validity(state.at, state.faults.ocsp === 'stale');
  return answerOcsp(request, {
    issuerCertificate: issuing.certificate,
    responderCertificate: ocsp.certificate,
    key: ocsp.key,
    issued: [seal, ocsp].map((holder) => certificateFields(holder.certificate).serialNumber),
    revoked: [state.revoked.get('seal'), state.revoked.get('ocsp')].filter((entry) => entry !== undefined),
    producedAt: thisUpdate,
    thisUpdate,
    nextUpdate,
  });
}

/** DER of the list served as this file; undefined where there is none. */
export function crlAnswer(file: string, state: AuthorityState): Uint8Array | undefined {
  const list = Object.entries(CRLS).find(([name]) => name === file)?.[1];
  if (list === undefined) return undefined;
  return issueCrl({
    issuer: memberName(list.issuer),
    signer: state.ca.holders[list.issuer].key,
    ...validity(state.at, state.faults.crl === 'stale'),
    // Seconds since 1970: grows without being kept (RFC 5280 §5.2.3).
    crlNumber: Math.floor(state.at.getTime() / 1000),
    revoked: list.about.flatMap((member) => state.revoked.get(member) ?? []),
  });
}

/** DER of the certificate served as this file; undefined where there is none. */
export function certificateAnswer(file: string, state: AuthorityState): Uint8Array | undefined {
  const member = CERTIFICATES[file];
  return member === undefined ? undefined : state.ca.holders[member].certificate;
}

/** One day from now; a stale one ended yesterday. */
function validity(at: Date, stale: boolean): { thisUpdate: Date; nextUpdate: Date } {
  const start = at.getTime() - (stale ? 3 * DAY_MS : 0);
  return { thisUpdate: new Date(start), nextUpdate: new Date(start + DAY_MS) };
}
