import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { itemsOf, readPdf, type PdfFile } from '../../src/lib/core/pdf/index.ts';
import { catalogObject } from '../../src/lib/core/sign/document-root.ts';
import { certificateFields } from '../../src/lib/core/sign/index.ts';
import { startAuthority, type Authority } from '../../supabase/embedded/authority/index.ts';
import { PURPOSE } from '../../supabase/embedded/authority/certificate-builder.ts';
import { answerOcsp } from '../../supabase/embedded/authority/ocsp-responder.ts';
import { issueCrl } from '../../supabase/embedded/authority/revocation.ts';
import {
  collectMaterial,
  httpRevocation,
  type RevocationSource,
} from '../../supabase/functions/_shared/revocation.ts';
import { conclude } from '../../supabase/functions/jobs/conclude.ts';
import { judgeFile } from '../../supabase/functions/jobs/judgement.ts';
import { sealParty } from '../../supabase/functions/jobs/seal-party.ts';
import { FakePipeline } from '../functions/fake-pipeline.ts';
import { mintPki, type CertificateSpec } from '../pki/mint.ts';
import { serveLocally, type Answered } from './local-server.ts';

let authority: Authority;
let folder: string;
let pdf: Uint8Array;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'shomei-long-term-'));
  authority = await startAuthority({ dataDir: folder });
  const document = await PDFDocument.create();
  document.addPage([595, 842]);
  pdf = await document.save({ useObjectStreams: false });
});
afterEach(() => authority.setFaults({}));
afterAll(async () => {
  await authority.stop();
  await rm(folder, { recursive: true, force: true });
});

/** SHA-1 of each /Contents as it stands in the file, cut out without our reader. */
function contentsSha1(bytes: Uint8Array): string[] {
  const text = Buffer.from(bytes).toString('latin1');
  return [...text.matchAll(/\/Contents\s*<([0-9A-Fa-f]+)>/g)].map(([, hex = '']) =>
    createHash('sha1').update(Buffer.from(hex, 'hex')).digest('hex').toUpperCase(),
  );
}

function streams(file: PdfFile, list: Parameters<typeof itemsOf>[0]): Uint8Array[] {
  return (itemsOf(list) ?? []).flatMap((item) => {
    const stream = file.resolve(item);
    return stream.kind === 'stream' ? [file.decode(stream) ?? new Uint8Array(0)] : [];
  });
}

test('M44: a finished file lists by signature what validates it, under the SHA-1 of its contents (VRI)', async () => {
  const pipeline = await FakePipeline.start(authority, [pdf]);
  for (const party of [pipeline.contractorId, pipeline.municipalityId]) {
    pipeline.consent(party);
    await sealParty(pipeline.ports, party);
  }
  await conclude(pipeline.ports, pipeline.envelopeId);
  for (const [document, seals] of [
    [pipeline.documents[0]!, 2],
    [pipeline.documents[1]!, 1],
  ] as const) {
    const bytes = pipeline.file(document);
    const report = await judgeFile(pipeline.ports, bytes);
    expect([report.verdict, report.signatures[0]?.level]).toEqual(['TOTAL-PASSED', 'B-LTA']);
    const file = readPdf(bytes);
    const dss = file.getDict(catalogObject(file).dict, 'DSS');
    const vri = file.getDict(dss, 'VRI');
    const keys = [...(vri?.entries.keys() ?? [])];
    expect(keys).toEqual(contentsSha1(bytes).slice(0, seals));
    const all = ['Certs', 'OCSPs', 'CRLs'].flatMap((name) => streams(file, file.get(dss, name)));
    for (const key of keys) {
      const entry = file.getDict(vri, key);
      const [certs, ocsps, crls] = ['Cert', 'OCSP', 'CRL'].map((name) =>
        streams(file, file.get(entry, name)),
      );
      // Seal, issuing authority, root; unit and root of the time-stamp.
      expect([certs?.length, ocsps?.length]).toEqual([5, 1]);
      expect(crls?.length).toBeGreaterThanOrEqual(2);
      for (const octets of [...(certs ?? []), ...(ocsps ?? []), ...(crls ?? [])])
        expect(all.some((other) => Buffer.compare(other, octets) === 0)).toBe(true);
    }
  }
});

describe('a responder that the authority delegated to', () => {
  const at = new Date(Math.floor(Date.now() / 1000) * 1000);
  const period = { thisUpdate: at, nextUpdate: new Date(at.getTime() + 86_400_000) };

  async function collected(
    responder: Partial<CertificateSpec>,
  ): Promise<{ asked: string[]; crls: number; certificates: number }> {
    const holders = await mintPki(
      {
        root: { ca: true },
        leaf: { issuer: 'root', ocspUrl: 'http://ocsp.example' },
        responder: {
          issuer: 'root',
          extKeyUsage: { critical: false, purposes: [PURPOSE.ocspSigning] },
          ...responder,
        },
      },
      at,
    );
    const asked: string[] = [];
    const source: RevocationSource = {
      ocsp: (url, request) => {
        asked.push(url);
        return Promise.resolve(
          answerOcsp(request, {
            issuerCertificate: holders.root.certificate,
            responderCertificate: holders.responder.certificate,
            key: holders.responder.key,
            issued: [certificateFields(holders.leaf.certificate).serialNumber],
            revoked: [],
            producedAt: at,
            ...period,
          }),
        );
      },
      crl: (url) => {
        asked.push(url);
        const { subject } = certificateFields(holders.root.certificate);
        return Promise.resolve(
          issueCrl({ issuer: subject, signer: holders.root.key, ...period, crlNumber: 1, revoked: [] }),
        );
      },
      certificate: () => Promise.reject(new Error('not part of this test')),
    };
    const made = await collectMaterial(source, [holders.leaf.certificate], [holders.root.certificate]);
    expect(made.byLeaf).toEqual([{ certificates: made.certificates, ocsps: made.ocsps, crls: made.crls }]);
    return { asked, crls: made.crls.length, certificates: made.certificates.length };
  }

  test('is asked about in its turn, and its own state goes into the file', async () => {
    expect(await collected({ crlUrl: 'http://crl.example' })).toEqual({
      asked: ['http://ocsp.example', 'http://crl.example'],
      crls: 1,
      certificates: 3,
    });
  });

  test('is not where its certificate says that it need not be', async () => {
    const { asked } = await collected({ crlUrl: 'http://crl.example', ocspNoCheck: true });
    expect(asked).toEqual(['http://ocsp.example']);
  });

  test('is not where it names nobody to ask, which leaves it to the verifier', async () => {
    expect((await collected({})).asked).toEqual(['http://ocsp.example']);
  });
});

describe('revocation answers from outside are bounded', () => {
  async function asked(answer: Answered, path_: 'crl' | 'ocsp'): Promise<string> {
    const server = await serveLocally(() => answer);
    const source = httpRevocation(answer === 'hang' ? 300 : 20_000);
    const work = path_ === 'crl' ? source.crl(server.url) : source.ocsp(server.url, new Uint8Array(1));
    const outcome = await work.then(
      () => 'taken',
      (error: unknown) => (error as Error).message,
    );
    await server.stop();
    return outcome;
  }

  test.each([
    ['in size', { body: Buffer.alloc(9 * 1024 * 1024) }, 'crl', /more than/],
    ['in size', { body: Buffer.alloc(300 * 1024) }, 'ocsp', /more than/],
    ['in time', 'hang', 'crl', /./],
    ['to what is there', { status: 404 }, 'crl', /HTTP 404/],
    [
      'to the address that was posted to',
      { status: 307, headers: { location: 'http://127.0.0.1:9' } },
      'ocsp',
      /HTTP 307/,
    ],
  ] as const)('%s (%#)', async (_, answer, of, expected) => {
    const outcome = await asked(answer, of);
    expect(outcome).toMatch(expected);
    expect(outcome).not.toBe('taken');
  });

  test.each(['file:///etc/passwd', 'ftp://crl.example/x', 'ldap://crl.example/x'])(
    '%s is not asked',
    async (url) => {
      await expect(httpRevocation().crl(url)).rejects.toThrow('protocol');
    },
  );
});
