import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { answers, freePort } from './local-server.ts';
import type { TrustList } from '../../src/lib/core/verify/trust-list.ts';

const PKI = 'shomei-test';

/** A time-stamp authority with lists of its own, by Certomancer: it shares no code with OpenSSL or with us. */
export class Certomancer {
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly url: string;
  readonly rootPem: string;

  private constructor(child: ChildProcess, folder: string, url: string, rootPem: string) {
    this.#child = child;
    this.#folder = folder;
    this.url = url;
    this.rootPem = rootPem;
  }

  /** @param command - the `certomancer` program. */
  static async start(command: string): Promise<Certomancer> {
    const folder = await mkdtemp(path.join(tmpdir(), 'shomei-certomancer-'));
    for (const name of ['root', 'tsa'])
      execFileSync('openssl', ['genrsa', '-out', path.join(folder, `${name}.pem`), '2048'], {
        stdio: 'ignore',
      });
    const port = await freePort();
    const origin = `http://127.0.0.1:${String(port)}`;
    await writeFile(path.join(folder, 'certomancer.yml'), configuration(origin));
    const run = { cwd: folder, encoding: 'utf8' } as const;
    const rootPem = execFileSync(command, ['summon', PKI, 'root'], run);
    const child = spawn(command, ['animate', '--port', String(port)], { cwd: folder, stdio: 'ignore' });
    const url = `${origin}/${PKI}/tsa/tsa`;
    for (let tries = 0; !(await answers(origin)); tries += 1) {
      if (tries > 300 || child.exitCode !== null) throw new Error('Certomancer did not begin to answer');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return new Certomancer(child, folder, url, rootPem);
  }

  /** Its root as a time-stamp anchor, added to a list. */
  addTo(list: TrustList): TrustList {
    const certificate = this.rootPem.replace(/-----[^-]+-----|\s/g, '');
    const [notBefore, notAfter] = ['2000-01-01T00:00:00Z', '2100-01-01T00:00:00Z'];
    const flags = { testOnly: true, accredited: false, policyOids: [], notBefore, notAfter };
    const anchor = { use: 'timestamp' as const, name: 'Certomancer', certificate, ...flags };
    return { ...list, anchors: [...list.anchors, anchor] };
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    await rm(this.#folder, { recursive: true, force: true });
  }
}

function configuration(origin: string): string {
  const validity = (until: string): string[] => [
    '        validity:',
    '          valid-from: "2020-01-01T00:00:00+0000"',
    `          valid-to: "${until}-01-01T00:00:00+0000"`,
    '        extensions:',
  ];
  const usage = (...bits: string[]): string[] => [
    '          - id: key_usage',
    '            critical: true',
    '            smart-value:',
    '              schema: key-usage',
    `              params: [${bits.join(', ')}]`,
  ];
  return [
    `external-url-prefix: "${origin}"`,
    'keysets:',
    '  own:',
    '    keys:',
    '      root: { path: root.pem }',
    '      tsa: { path: tsa.pem }',
    'pki-architectures:',
    `  ${PKI}:`,
    '    keyset: own',
    '    entity-defaults: { country-name: JP, organization-name: Certomancer }',
    '    entities:',
    '      root: { common-name: Certomancer root }',
    '      tsa: { common-name: Certomancer time-stamp unit }',
    '    certs:',
    '      root:',
    '        subject: root',
    '        subject-key: root',
    '        issuer: root',
    '        authority-key: root',
    ...validity('2090'),
    '          - id: basic_constraints',
    '            critical: true',
    '            value: { ca: true }',
    ...usage('key_cert_sign', 'crl_sign'),
    '      tsa:',
    '        issuer: root',
    ...validity('2060'),
    ...usage('digital_signature'),
    '          - id: extended_key_usage',
    '            critical: true',
    '            value: [time_stamping]',
    '          - id: crl_distribution_points',
    '            smart-value:',
    '              schema: crl-dist-url',
    '              params: { crl-repo-names: [root] }',
    '    services:',
    '      crl-repo:',
    '        root: { for-issuer: root, signing-key: root, simulated-update-schedule: "P30D" }',
    '      time-stamping:',
    '        tsa: { signing-key: tsa, signing-cert: tsa }',
    '',
  ].join('\n');
}
