import type { PasskeyMailKind } from '../_shared/core.ts';
import { emailCode } from '../_shared/email-code.ts';
import { mailInstant } from '../_shared/mail-instant.ts';
import { renderPasskeyText, renderShelfText, type RenderedMail } from '../_shared/mail-render.ts';
import { testOnlyTrust } from '../_shared/trust.ts';
import type { JobPorts } from './ports.ts';

/** Answer of `shelf_mail`. */
export interface ShelfMail {
  /** Null where the code opens nothing any more. */
  readonly to: string | null;
  readonly codeId: string;
  readonly language: 'ja' | 'easy' | 'en';
  readonly expiresAt: string;
}

/** The mail that opens a shelf. Its code is derived here, at the last moment, and kept nowhere. */
export async function renderShelfMail(ports: JobPorts, mail: ShelfMail): Promise<RenderedMail> {
  return renderShelfText(
    mail.language,
    {
      code: await emailCode(ports.config.linkKey, mail.codeId),
      codeUntil: mailInstant(mail.expiresAt, mail.language),
    },
    testOnlyTrust(ports.config.trustList),
  );
}

/** Answer of `passkey_mail`. */
export interface PasskeyMail {
  /** Null once the account is closed. */
  readonly to: string | null;
  readonly language: 'ja' | 'easy' | 'en';
  readonly name: string;
  readonly at: string;
}

/** Whether a mail tells a shelf's address of a passkey. */
export const isPasskeyMail = (kind: string): kind is PasskeyMailKind =>
  kind === 'passkey_added' || kind === 'passkey_removed';

/** The mail that tells of a passkey that was registered or removed. */
export function renderPasskeyMail(ports: JobPorts, kind: PasskeyMailKind, mail: PasskeyMail): RenderedMail {
  const { language, name, at } = mail;
  const values = { name, at: mailInstant(at, language) };
  return renderPasskeyText(language, kind, values, testOnlyTrust(ports.config.trustList));
}
