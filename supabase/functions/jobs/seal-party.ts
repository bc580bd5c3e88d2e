import { SEAL_TEXTS } from '../_shared/core.ts';
import { Fault, Outage } from '../_shared/refusal.ts';
import { FileBuffer, WorkingFile } from '../_shared/working-file.ts';
import { sealField } from './field-names.ts';
import type { JobPorts } from './ports.ts';
import { requireProduction } from './production.ts';
import { makeSeal } from './seal.ts';
import type { SealSubject } from './subject.ts';

/**
 * Seals every document of the envelope in the name of a party that consented, then lets the envelope move on:
 * the next party's link, or the conclusion.
 *
 * @throws Outage where the time-stamp authority is away; the envelope then shows タイムスタンプ付与待ち.
 */
export async function sealParty(ports: JobPorts, partyId: string): Promise<void> {
  requireProduction(ports);
  const subject = await ports.rpc<SealSubject>('seal_subject', { p_party_id: partyId });
  const { party, envelope, consent } = subject;
  // Gone to paper in between: a seal would conclude nothing.
  if (envelope.status === 'switched_to_paper') return;
  const buffer = new FileBuffer();
  try {
    for (const document of subject.documents) {
      if (document.sealed) continue;
      const consented = consent.documents.find((entry) => entry.documentId === document.documentId);
      if (consented?.sha256Hex !== document.sha256Hex) {
        // SQL refuses a consent to other bytes; if this ever differs, nothing may be sealed.
        throw new Fault('CONSENT_OTHER_BYTES', {
          context: { document: document.documentId, party: party.id },
        });
      }
      const sealed = await makeSeal(ports, {
        subject: `seal/${party.id}/${document.documentId}`,
        file: await WorkingFile.read(ports.objects, document.parts, document, buffer),
        sha256Hex: document.sha256Hex,
        fieldName: sealField(party.ord),
        name: party.principalName,
        reason: SEAL_TEXTS.reason(party.principalName),
      });
      await ports.rpc('revision_add', {
        p_document_id: document.documentId,
        p_revision: { kind: 'seal', partyId: party.id, ...sealed },
      });
    }
  } catch (error) {
    await sayWaiting(ports, envelope.id, error);
    throw error;
  }
  await ports.rpc('party_sealed', { p_party_id: party.id });
}

/** Where an outage is what stops an envelope, writes what it waits for. */
export async function sayWaiting(ports: JobPorts, envelopeId: string, error: unknown): Promise<void> {
  if (!(error instanceof Outage) || error.waitingFor === null) return;
  await ports.rpc('envelope_waiting', { p_envelope_id: envelopeId, p_for: error.waitingFor });
}
