import { instantEn, instantJa, japanTimeParts } from '../_shared/core.ts';
import { emailCode } from '../_shared/email-code.ts';
import { renderShelfText, type RenderedMail } from '../_shared/mail-render.ts';
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
  const until = japanTimeParts(new Date(mail.expiresAt));
  return renderShelfText(
    mail.language,
    {
      code: await emailCode(ports.config.linkKey, mail.codeId),
      codeUntil: (mail.language === 'en' ? instantEn : instantJa)(until, true),
    },
    testOnlyTrust(ports.config.trustList),
  );
}
