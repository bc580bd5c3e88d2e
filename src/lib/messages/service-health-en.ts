import type { HealthCode } from '../domain/service-health.ts';
import type { ServiceHealthWords } from './service-health.ts';

export const SERVICE_HEALTH_EN: ServiceHealthWords = {
  title: 'State of the service',
  lead: 'How the sealing key, the time-stamp authorities and the list of trusted issuers are, as the service last saw them.',
  seenAt: (at: string): string => `looked at ${at}`,
  reload: 'Refresh',
  none: 'Nothing has been looked at yet. Refresh in a while.',
  fineTitle: 'Nothing keeps contracts from being concluded',
  blockedTitle: 'No contract can be concluded now',
  blockedNext: 'Until it is resolved, envelopes wait with their seals under way. Tell the operator.',
  testOnlyTitle: 'An issuer for testing is in use',
  testOnly: 'What is concluded here proves no contract.',
  code: (code: string): string => `code ${code}`,
  key: 'Sealing key',
  keyPort: 'Where it lies',
  ports: {
    local: 'In the settings of this service',
    csc: 'Remote signing service (CSC API)',
    'aws-kms': 'AWS KMS',
  },
  algorithm: 'Algorithm',
  subject: 'Subject of its certificate',
  notAfter: 'Certificate ends',
  authorities: 'Time-stamp authorities',
  states: { untried: 'not used yet', answering: 'answering', failing: 'failing' },
  since: (at: string): string => `since ${at}`,
  trust: 'List of trusted issuers',
  mode: 'Operation',
  modes: { development: 'testing', production: 'production' },
  accreditation: 'List of accredited time-stamping businesses',
  accreditationOf: (asOf: string, source: string): string => `as of ${asOf} (${source})`,
  noAccreditation: 'none',
  renewals: 'Renewal of evidence',
  renewalsText: (due: string, late: string): string => `${due} files due, ${late} past their end`,
  toRenewals: 'Open the renewal of evidence',
};

export const HEALTH_CODE_EN: Readonly<Record<HealthCode, string>> = {
  KEY_UNAVAILABLE: 'The key’s service does not answer. It is tried again by itself.',
  KEY_REFUSED: 'The key’s service refused. Look at credentials and rights.',
  KEY_DOES_NOT_FIT: 'Key and certificate do not belong together. Look at the settings.',
  KEY_CERTIFICATE_NOT_YET_VALID: 'The key’s certificate is not valid yet.',
  KEY_CERTIFICATE_EXPIRED: 'The key’s certificate has expired. Replace it.',
  KEY_CERTIFICATE_USAGE: 'The key’s certificate is not for signing documents (nonRepudiation).',
  KEY_CERTIFICATE_CHANGED: 'The certificate of the key’s service is not the one that is set.',
  KEY_ALGORITHM_UNSUPPORTED: 'The key’s algorithm is not supported.',
  KEY_EXPORTABLE: 'The key can be copied. In production nothing is begun until the operator accepts that.',
  TEST_ANCHOR_IN_PRODUCTION:
    'The production list holds an issuer for testing. Nothing is begun until it is gone.',
  TIMESTAMP_NOT_ACCREDITED:
    'No accredited time-stamp authority is set, or the list of accredited ones has none of today.',
};
