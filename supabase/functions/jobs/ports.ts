import type { KeyPort } from '../_shared/core.ts';
import type { MailPort } from '../_shared/mail.ts';
import type { Ports } from '../_shared/ports.ts';
import type { RevocationSource } from '../_shared/revocation.ts';
import type { SmsPort } from '../_shared/sms.ts';
import type { SheetKeyPort } from '../_shared/sheet-key.ts';
import type { NamedAuthority } from '../_shared/tsa.ts';

/** What the jobs need beyond the answering functions: key, time, revocation, mail, fonts. */
export interface JobPorts extends Ports {
  readonly key: () => Promise<KeyPort>;
  /** Signs the QR of sheets; null where the service has no such key. */
  readonly sheetKey: () => Promise<SheetKeyPort | null>;
  readonly authorities: readonly NamedAuthority[];
  readonly revocation: RevocationSource;
  readonly mail: MailPort;
  /** Null where the service sends no text messages. */
  readonly sms: SmsPort | null;
  /** Fonts of the printed certificate; read when the first one is printed. */
  readonly fonts: () => Promise<{ readonly regular: Uint8Array; readonly bold: Uint8Array }>;
  /** Calls again and again, every so many milliseconds, until the returned function is called. */
  readonly every: (intervalMs: number, act: () => Promise<void>) => () => void;
  /** Name of this worker in leases: one for each process. */
  readonly worker: string;
}
