import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import { nodeDigest } from '../../src/cli/node-digest.ts';
import {
  DEFAULT_POLICY,
  anchorOctets,
  collect,
  judge,
  type Report,
  type TrustList,
} from '../../src/lib/core/verify/index.ts';
import { startAuthority } from '../../supabase/embedded/authority/index.ts';
import { authorityPorts } from '../pki/authority-ports.ts';
import { sealDocument, type SealedRevisions } from '../pki/seal-document.ts';

export const SEALED_AT = new Date('2026-01-14T05:30:00Z');
export const JUDGED_AT = new Date('2026-02-01T00:00:00Z');
export const CERTIFICATE_ID = '7fdf11d5126db4c1699470984eec8b02';

/** A two-page contract sealed by two parties up to B-LTA, every revision kept, with the anchors that believe it. */
export type SealedSample = Readonly<{ base: Uint8Array; sealed: SealedRevisions; trust: TrustList }>;

/** Makes the sample with a development authority of its own, which is stopped again. */
export async function sealedSample(form?: (document: PDFDocument) => void): Promise<SealedSample> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const font = await document.embedFont(StandardFonts.Helvetica);
  document.addPage([595, 842]).drawText('Price: 1,000,000 yen', { x: 72, y: 700, font });
  document.addPage([595, 842]);
  form?.(document);
  return sealedOver(await document.save());
}

/** Seals an upload as it is, with a development authority of its own. */
export async function sealedOver(base: Uint8Array): Promise<SealedSample> {
  const folder = mkdtempSync(join(tmpdir(), 'sealed-sample-'));
  const authority = await startAuthority({ dataDir: folder, clock: () => SEALED_AT });
  try {
    const plan = { certificateId: CERTIFICATE_ID, signers: ['A', 'B'], claimedAt: SEALED_AT };
    const sealed = await sealDocument(base, plan, authorityPorts(authority));
    return { base, sealed, trust: authority.trustList };
  } finally {
    await authority.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Judges a file as the command does. */
export async function judgeFile(bytes: Uint8Array, trust: TrustList, at = JUDGED_AT): Promise<Report> {
  return judge(await collect(bytes, nodeDigest, anchorOctets(trust)), DEFAULT_POLICY, trust, at);
}
