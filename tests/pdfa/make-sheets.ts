/**
 * Makes the sheets of evidence as the pipeline leaves them, sealed and time-stamped: `node tests/pdfa/make-sheets.ts DIR`.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { startAuthority } from '../../supabase/embedded/authority/index.ts';
import { conclude } from '../../supabase/functions/jobs/conclude.ts';
import { redact } from '../../supabase/functions/jobs/redact.ts';
import { sealParty } from '../../supabase/functions/jobs/seal-party.ts';
import { FakePipeline } from '../functions/fake-pipeline.ts';

const out = process.argv[2] ?? '.';
const dataDir = mkdtempSync(join(tmpdir(), 'pdfa-authority-'));
const authority = await startAuthority({ dataDir });
try {
  const blank = await PDFDocument.create();
  blank.addPage([595, 842]);
  const pdf = await blank.save();
  const pipeline = await FakePipeline.start(authority, [pdf, pdf]);
  for (const party of [pipeline.contractorId, pipeline.municipalityId]) {
    pipeline.consent(party);
    await sealParty(pipeline.ports, party);
  }
  await conclude(pipeline.ports, pipeline.envelopeId);
  const certificate = pipeline.documents.find(({ certifies }) => certifies !== null);
  if (certificate === undefined) throw new Error('no certificate');
  await redact(pipeline.ports, certificate.id);
  for (const document of pipeline.documents) {
    if (document.kind === 'contract') continue;
    writeFileSync(join(out, `${document.kind}-${document.id}.pdf`), pipeline.file(document));
  }
} finally {
  await authority.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
