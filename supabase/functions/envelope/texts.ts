import type { Hono } from 'hono';
import * as v from 'valibot';
import {
  APPLICATION_MAIL_EXAMPLE_JA,
  APPLICATION_MAIL_KINDS,
  CONTACT_EXAMPLE_JA,
  INQUIRY_MAIL_EXAMPLE_JA,
  MAIL_EXAMPLE_JA,
  MAIL_JA,
  TEXT_RULES,
  unknownPlaceholder,
  WORDED_MAILS,
  type ApplicationMailKind,
  type MailKind,
  type TextField,
  type WordedMail,
} from '../_shared/core.ts';
import { readJson, uuidParam } from '../_shared/http.ts';
import {
  renderApplicationText,
  renderInquiryText,
  renderMail,
  type RenderedMail,
} from '../_shared/mail-render.ts';
import { senderAddress } from '../_shared/sender-address.ts';
import { fillWords } from '../_shared/mail-words.ts';
import type { Ports } from '../_shared/ports.ts';
import { Refusal } from '../_shared/refusal.ts';
import { staffActor } from '../_shared/staff-actor.ts';
import { testOnlyTrust } from '../_shared/trust.ts';

const text = v.nullable(v.pipe(v.string(), v.maxLength(4000)));
const textsSchema = v.object({ texts: v.record(v.pipe(v.string(), v.maxLength(80)), text) });
const previewSchema = v.object({
  kind: v.picklist(WORDED_MAILS),
  municipalityName: v.pipe(v.string(), v.maxLength(100)),
  subject: text,
  paragraph: text,
  signature: text,
});

/** A municipality's own words in mails, notices and answers (M87). */
export function addTextRoutes(app: Hono, ports: Ports): void {
  app.put('/envelope/municipalities/:id/texts', async (c) => {
    const actor = await staffActor(c, ports);
    const { texts } = await readJson(c, textsSchema);
    await ports.rpc('staff_text_save', {
      p_actor: actor,
      p_municipality_id: uuidParam(c, 'id', 'MUNICIPALITY_NOT_FOUND'),
      p_texts: texts,
    });
    return c.json({});
  });

  // Nothing is read and nothing is kept: the words as typed, in the frame that delivery uses, about an example.
  app.post('/envelope/mail-preview', async (c) => {
    await staffActor(c, ports);
    const { kind, municipalityName, ...own } = await readJson(c, previewSchema);
    allowed(`mail.${kind}.subject`, own.subject);
    allowed(`mail.${kind}.paragraph`, own.paragraph);
    allowed('mail.signature', own.signature);
    const { subject, text } = preview(ports, kind, municipalityName, own);
    return c.json({ subject, text });
  });
}

function allowed(field: TextField, body: string | null): void {
  if (body === null) return;
  const placeholder = unknownPlaceholder(field, body);
  if (placeholder !== undefined) throw new Refusal('TEXT_PLACEHOLDER_UNKNOWN', { field, placeholder });
  if ([...body].length > TEXT_RULES[field].maxChars) throw new Refusal('FIELD_INVALID', { field });
}

function preview(
  ports: Ports,
  kind: WordedMail,
  municipalityName: string,
  own: Readonly<Record<'subject' | 'paragraph' | 'signature', string | null>>,
): RenderedMail {
  const testOnly = testOnlyTrust(ports.config.trustList);
  const url = `${ports.config.origin}/s#…`;
  const written = { ...own, contact: CONTACT_EXAMPLE_JA };
  if (kind === 'inquiry_received') {
    const values = { ...INQUIRY_MAIL_EXAMPLE_JA, municipalityName };
    return renderInquiryText(kind, values, '', testOnly, fillWords(written, { municipalityName }));
  }
  if (isOfApplication(kind)) {
    const values = {
      ...APPLICATION_MAIL_EXAMPLE_JA,
      municipalityName,
      senderAddress: senderAddress(ports.config.mailFrom),
    };
    const { caseName, caseNumber, company } = values;
    const words = fillWords(written, { municipalityName, caseName, caseNumber, company });
    return renderApplicationText(kind, values, `${ports.config.origin}/apply/…`, testOnly, words);
  }
  const values = { ...MAIL_EXAMPLE_JA, municipalityName };
  const { title, company, deadline, downloadUntil } = values;
  const words = fillWords(written, { municipalityName, title, company, deadline, downloadUntil });
  return renderMail(MAIL_JA, kind, values, url, testOnly, words);
}

const isOfApplication = (kind: MailKind | ApplicationMailKind): kind is ApplicationMailKind =>
  (APPLICATION_MAIL_KINDS as readonly string[]).includes(kind);
