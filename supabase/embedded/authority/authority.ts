import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { jwkThumbprint, type SheetKey } from '../../../src/lib/core/certificate/index.ts';
import { certificateFields } from '../../../src/lib/core/sign/index.ts';
import type { Anchor, TrustList } from '../../../src/lib/core/verify/trust-list.ts';
import type { AuthorityState, Faults } from './answers.ts';
import { StackError } from '../stack-error.ts';
import { certificatePem } from './certificate-builder.ts';
import { createDevelopmentCa, loadDevelopmentCa, MEMBERS } from './development-ca.ts';
import type { DevelopmentCa, Member } from './development-ca.ts';
import { readIfPresent, writeDurably } from './durable-file.ts';
import { listen } from './http-server.ts';
import { COMMON_NAMES, TEST_POLICY, TRUST_LIST_NAME } from './names.ts';
import type { Revocation, RevocationReason } from './revocation.ts';

/** A running development authority: CA, OCSP responder, CRLs and time-stamp authority. */
export type Authority = Readonly<{
  /** Origin of the server, without a slash at the end. */
  url: string;
  tsaUrl: string;
  /** Base64 of the seal key's PKCS#8 (RSA-2048, `RSA-PKCS1-SHA256`), as SHOMEI_SEAL_KEY carries it. */
  sealKeyPkcs8: string;
  /** PEM: seal certificate, issuing authority, root, as SHOMEI_SEAL_CERTIFICATES carries it. */
  sealCertificatesPem: string;
  /** Base64 of the sheet key's PKCS#8 (P-256), as SHOMEI_SHEET_KEY carries it. */
  sheetKeyPkcs8: string;
  /** Both roots as anchors and the sheet key, 試験用, for /trust-list.json and SHOMEI_TRUST_LIST. */
  trustList: TrustList & Readonly<{ sheetKeys: readonly SheetKey[] }>;
  /** PEM of both roots, for `openssl` and the auditor's visit. */
  anchorsPem: string;
  /** Revokes a certificate from now on, or from an instant; kept across restarts. */
  revoke(member: Member, options?: { revokedAt?: Date; reason?: RevocationReason }): Promise<void>;
  /** Makes every following answer faulty until the next call; not reachable over HTTP, not kept. */
  setFaults(faults: Faults): void;
  stop(): Promise<void>;
}>;

export type AuthorityOptions = Readonly<{
  /** Folder of its own, made where absent. */
  dataDir: string;
  /**
   * Port of 127.0.0.1, counted at the first start alone (0 or absent: any free one). The certificates name it,
   * so every later start listens on the port of the first.
   */
  port?: number;
  /** Answers the instant of each act; the system's clock where absent. */
  clock?: () => Date;
}>;

const HOST = '127.0.0.1';

/**
 * Starts the development authority; the first start on a folder makes its keys and certificates.
 *
 * One process at a time may use a folder: the stack's lock sees to it.
 *
 * @throws StackError `AUTHORITY_PORT_TAKEN`; anything else is a fault of the folder.
 */
export async function startAuthority(options: AuthorityOptions): Promise<Authority> {
  const clock = options.clock ?? (() => new Date());
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  const kept = await loadDevelopmentCa(options.dataDir);
  const revoked = await loadRevocations(options.dataDir);
  const nextSerial = await serialNumbers(options.dataDir);

  let faults: Faults = {};
  let ca = kept;
  const state = (): AuthorityState => {
    // The server listens before the first certificates exist, because they name its port.
    if (ca === undefined) throw new Error('the development authority is not ready');
    return { ca, revoked, faults, nextSerial, at: wholeSecond(clock()) };
  };

  const wanted = kept === undefined ? (options.port ?? 0) : Number(new URL(kept.baseUrl).port);
  const server = await listen(HOST, wanted, state).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
      throw new StackError(
        'AUTHORITY_PORT_TAKEN',
        `Port ${wanted} is taken, and the development certificates name it. Stop the program that uses it, or begin anew with --fresh.`,
        { cause: error },
      );
    throw error;
  });
  const url = `http://${HOST}:${server.port}`;
  try {
    ca = kept ?? (await createDevelopmentCa(options.dataDir, url, clock()));
  } catch (error) {
    await server.close();
    throw error;
  }

  const { seal, issuing, root, timestampRoot } = ca.holders;
  const holders = ca.holders;
  const sheetKey = await sheetKeyOf(options.dataDir);
  return {
    url,
    tsaUrl: `${url}/tsa`,
    sealKeyPkcs8: Buffer.from(seal.key.pkcs8).toString('base64'),
    sealCertificatesPem: [seal, issuing, root].map((holder) => certificatePem(holder.certificate)).join(''),
    sheetKeyPkcs8: sheetKey.toString('base64'),
    trustList: { ...trustList(ca), sheetKeys: [await publishedSheetKey(sheetKey, ca)] },
    anchorsPem: [root, timestampRoot].map((holder) => certificatePem(holder.certificate)).join(''),
    async revoke(member, { revokedAt, reason } = {}) {
      const { serialNumber } = certificateFields(holders[member].certificate);
      revoked.set(member, {
        serialNumber,
        revokedAt: wholeSecond(revokedAt ?? clock()),
        reason: reason ?? 'keyCompromise',
      });
      await keepRevocations(options.dataDir, revoked);
    },
    setFaults(next) {
      faults = next;
    },
    stop: () => server.close(),
  };
}

function trustList(ca: DevelopmentCa): TrustList {
  const anchor = (
    use: Anchor['use'],
    member: 'root' | 'timestampRoot',
    policyOids: readonly string[],
  ): Anchor => ({
    use,
    name: COMMON_NAMES[member],
    certificate: Buffer.from(ca.holders[member].certificate).toString('base64'),
    testOnly: true,
    accredited: false,
    policyOids,
    ...term(ca),
  });
  return {
    version: 1,
    issuedAt: ca.createdAt.toISOString(),
    name: TRUST_LIST_NAME,
    anchors: [anchor('signer', 'root', []), anchor('timestamp', 'timestampRoot', [TEST_POLICY.timestamp])],
  };
}

/** The sheet key, kept beside the authority: PKCS#8, made at the first start. */
async function sheetKeyOf(dataDir: string): Promise<Buffer> {
  const path = join(dataDir, 'sheet.key');
  const kept = await readIfPresent(path);
  if (kept !== undefined) return kept;
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const made = privateKey.export({ format: 'der', type: 'pkcs8' });
  await writeDurably(path, made);
  return made;
}

async function publishedSheetKey(pkcs8: Buffer, ca: DevelopmentCa): Promise<SheetKey> {
  const { x = '', y = '' } = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }).export({
    format: 'jwk',
  });
  const jwk = { kty: 'EC', crv: 'P-256', x, y } as const;
  const { notBefore, notAfter } = term(ca);
  return { kid: await jwkThumbprint(jwk), jwk, notBefore, notAfter, testOnly: true };
}

/** From the day before, as the certificates, to the roots' end. */
function term(ca: DevelopmentCa): Readonly<{ notBefore: string; notAfter: string }> {
  return {
    notBefore: new Date(ca.createdAt.getTime() - 86_400_000).toISOString(),
    notAfter: new Date(ca.createdAt.getTime() + 20 * 365 * 86_400_000).toISOString(),
  };
}

/**
 * Serial numbers that never repeat: the count of starts, kept before the first stamp, then a counter in memory.
 * A killed process loses the counter, not the count.
 */
async function serialNumbers(dataDir: string): Promise<() => bigint> {
  const path = join(dataDir, 'timestamp-starts');
  const start = BigInt((await readIfPresent(path))?.toString('utf8') ?? '0') + 1n;
  await writeDurably(path, start.toString());
  let count = 0n;
  return () => {
    count += 1n;
    return (start << 40n) | count;
  };
}

type KeptRevocation = { member: Member; revokedAt: string; reason: RevocationReason; serialNumber: string };

async function loadRevocations(dataDir: string): Promise<Map<Member, Revocation>> {
  const kept = await readIfPresent(join(dataDir, 'revoked.json'));
  const list = kept === undefined ? [] : (JSON.parse(kept.toString('utf8')) as KeptRevocation[]);
  return new Map(
    list
      .filter((entry) => MEMBERS.includes(entry.member))
      .map((entry) => [
        entry.member,
        {
          serialNumber: new Uint8Array(Buffer.from(entry.serialNumber, 'hex')),
          revokedAt: new Date(entry.revokedAt),
          reason: entry.reason,
        },
      ]),
  );
}

async function keepRevocations(dataDir: string, revoked: ReadonlyMap<Member, Revocation>): Promise<void> {
  const list: KeptRevocation[] = [...revoked].map(([member, entry]) => ({
    member,
    revokedAt: entry.revokedAt.toISOString(),
    reason: entry.reason,
    serialNumber: Buffer.from(entry.serialNumber).toString('hex'),
  }));
  await writeDurably(join(dataDir, 'revoked.json'), JSON.stringify(list));
}

function wholeSecond(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 1000) * 1000);
}
