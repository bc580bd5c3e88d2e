import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAuthority, type Authority } from '../../supabase/embedded/authority/index.ts';
import { httpAuthorities } from '../../supabase/functions/_shared/tsa.ts';
import { conclude } from '../../supabase/functions/jobs/conclude.ts';
import { judgeFile } from '../../supabase/functions/jobs/judgement.ts';
import { sealParty } from '../../supabase/functions/jobs/seal-party.ts';
import { FakePipeline } from '../functions/fake-pipeline.ts';
import { Certomancer } from './certomancer.ts';

/** The `certomancer` program; its own stage of CI installs it. */
const command = process.env['SHOMEI_CERTOMANCER'] ?? '';

describe.skipIf(command === '')('L27: a second authority of another implementation', () => {
  let authority: Authority;
  let second: Certomancer;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'shomei-second-'));
    authority = await startAuthority({ dataDir: folder });
    second = await Certomancer.start(command);
  });
  afterAll(async () => {
    await second?.stop();
    await authority?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test('takes over while the first is away, and the contract is TOTAL-PASSED with the second’s own lists', async () => {
    const document = await PDFDocument.create();
    document.addPage([595, 842]);
    const pdf = await document.save({ useObjectStreams: false });
    const pipeline = await FakePipeline.start(authority, [pdf]);
    const trustList = JSON.stringify(second.addTo(authority.trustList));
    const ports = {
      ...pipeline.ports,
      config: { ...pipeline.ports.config, trustList },
      authorities: httpAuthorities([authority.tsaUrl, second.url]),
    };
    authority.setFaults({ tsa: 'down' });
    for (const party of [pipeline.contractorId, pipeline.municipalityId]) {
      pipeline.consent(party);
      await sealParty(ports, party);
    }
    await conclude(ports, pipeline.envelopeId);
    const report = await judgeFile(ports, pipeline.file(pipeline.documents[0]!));
    expect(report.verdict).toBe('TOTAL-PASSED');
    const names = report.signatures.map(({ timestamp }) => timestamp?.anchor?.name);
    expect(names).toEqual(['Certomancer', 'Certomancer', 'Certomancer']);
  });
});
