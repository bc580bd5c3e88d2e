import type { Report } from '../../src/lib/core/verify/index.ts';

/** What the platform's WebCrypto has of what is not everywhere. */
export type Capabilities = Readonly<Record<'Ed25519', boolean>>;

/** What a browser answers: the report about each vector by its name. */
export type Results = Readonly<{
  agent: string;
  capabilities: Capabilities;
  reports: Readonly<Record<string, Report>>;
  tookMs: number;
}>;
