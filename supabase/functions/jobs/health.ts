import { readCertificate, type SealAlgorithm } from '../_shared/core.ts';
import { Fault, Outage } from '../_shared/refusal.ts';
import { requireSealing } from '../_shared/keys-certificate.ts';
import { accreditationOf, testOnlyTrust } from '../_shared/trust.ts';
import type { AuthorityHealth } from '../_shared/tsa.ts';
import type { JobPorts } from './ports.ts';
import { requireProduction } from './production.ts';

/** What an operator wants to know of the services outside. Nothing secret is in it. */
export interface Health {
  readonly mode: 'development' | 'production';
  /** The code that keeps every envelope from being concluded, whatever its documents; null where nothing does. */
  readonly blockedBy: string | null;
  readonly key:
    | {
        readonly port: JobPorts['config']['key']['port'];
        readonly algorithm: SealAlgorithm;
        readonly subject: string;
        readonly notAfter: string;
      }
    | { readonly code: string };
  /** In the order of the configuration, as this process last saw them. */
  readonly authorities: readonly AuthorityHealth[];
  readonly testOnly: boolean;
  /** Which list of accredited authorities is loaded; null where there is none. */
  readonly accreditation: { readonly asOf: string; readonly source: string } | null;
}

/** Looks at key, time-stamp authorities and trust list. The key is not used, only asked for its certificate. */
export async function healthOf(ports: JobPorts): Promise<Health> {
  const { mode, trustList } = ports.config;
  const accreditation = accreditationOf(trustList);
  const key = await keyHealth(ports);
  let blockedBy = 'code' in key ? key.code : null;
  try {
    requireProduction(ports);
  } catch (error) {
    blockedBy ??= codeOf(error);
  }
  return {
    mode,
    blockedBy,
    key,
    authorities: ports.authorities.map(
      ({ url, circuit }) => circuit?.health() ?? { url, state: 'untried', since: null, reason: null },
    ),
    testOnly: testOnlyTrust(trustList),
    accreditation: accreditation && { asOf: accreditation.asOf, source: accreditation.source },
  };
}

async function keyHealth(ports: JobPorts): Promise<Health['key']> {
  try {
    const { algorithm, certificates } = await ports.key();
    const certificate = certificates[0] ?? new Uint8Array(0);
    requireSealing(certificate, ports.now());
    const read = readCertificate(certificate);
    return {
      port: ports.config.key.port,
      algorithm,
      subject: read?.subject.text ?? '',
      notAfter: new Date(read?.notAfterMs ?? 0).toISOString(),
    };
  } catch (error) {
    return { code: codeOf(error) };
  }
}

function codeOf(error: unknown): string {
  if (error instanceof Fault || error instanceof Outage) return error.code;
  throw error;
}
