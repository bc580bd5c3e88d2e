import { signingCodeSms } from '../_shared/core.ts';
import { emailCode } from '../_shared/email-code.ts';
import { Outage, Refusal } from '../_shared/refusal.ts';
import type { JobPorts } from './ports.ts';

/**
 * Sends the code that a queued SMS brings, derived at the last moment as mails' are.
 *
 * @param municipalityName - whom the message names.
 * @returns the provider's id of the message.
 * @throws Refusal `LINK_GENERATION_STALE` where the code is not good any more, `SMS_UNDELIVERABLE`; Outage
 *   `SMS_UNAVAILABLE`, also while the service has no provider.
 */
export async function sendSms(ports: JobPorts, outboxId: string, municipalityName: string): Promise<string> {
  const code = await ports.rpc<{ codeId: string; number: string | null } | null>('mail_signer_code', {
    p_outbox_id: outboxId,
  });
  if (code === null || code.number === null) throw new Refusal('LINK_GENERATION_STALE');
  if (ports.sms === null) throw new Outage('SMS_UNAVAILABLE', null, new Error('no SMS port is configured'));
  const digits = await emailCode(ports.config.linkKey, code.codeId);
  return ports.sms.send(code.number, signingCodeSms(municipalityName, digits));
}
