import { SEAL_TEXTS, stampRevision, type DocumentParts } from '../_shared/core.ts';
import { Fault } from '../_shared/refusal.ts';
import { sha256Hex } from '../_shared/octets.ts';
import type { Ports } from '../_shared/ports.ts';
import { testOnlyTrust } from '../_shared/trust.ts';

/**
 * Appends the revision that prints 「締結証明書ID …」 at the lower left of every page: what both parties will
 * see. It also prepares the form dictionary, so that later revisions add only signature objects.
 */
export async function storeStamp(ports: Ports, document: DocumentParts): Promise<void> {
  const { certificateId } = document;
  if (certificateId === null)
    throw new Fault('CONTRACT_WITHOUT_ID', { context: { document: document.documentId } });
  const bytes = await ports.objects.read(document.parts, document);
  const testOnly = testOnlyTrust(ports.config.trustList);
  // The lowest line comes first: the ID stays at the edge, with or without the line above it.
  const lines = [SEAL_TEXTS.stamp(certificateId), ...(testOnly ? [SEAL_TEXTS.testOnly] : [])];
  const increment = stampRevision(bytes, { certificateId, lines });
  const stored = await ports.objects.put(increment);
  await ports.rpc('revision_add', {
    p_document_id: document.documentId,
    p_revision: {
      kind: 'stamp',
      partyId: null,
      objectKey: stored.objectKey,
      sha256Hex: await sha256Hex(bytes, increment),
      length: bytes.length + increment.length,
      incrementLength: increment.length,
      report: null,
    },
  });
}
