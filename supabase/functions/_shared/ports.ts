import type { AccountPort } from './accounts.ts';
import type { Config } from './config.ts';
import type { Rpc } from './db.ts';
import type { LogPort } from './http.ts';
import type { SessionPort } from './actor.ts';
import type { PushPort } from './push.ts';
import type { ObjectStore } from './storage.ts';

/**
 * What the answering functions need of the world. `index.ts` fills it from the platform, a test from memory:
 * nothing else in a handler reaches outside.
 */
export interface Ports {
  readonly config: Config;
  readonly rpc: Rpc;
  readonly session: SessionPort;
  readonly objects: ObjectStore;
  readonly accounts: AccountPort;
  /** Null where the service sends no push notices. */
  readonly push: PushPort | null;
  readonly log: LogPort;
  readonly now: () => Date;
  /** Octets from the platform's generator. */
  readonly random: (length: number) => Uint8Array;
  /** Asks the jobs to run soon, without making the caller wait; losing the nudge costs seconds, never work. */
  readonly nudge: () => void;
}
