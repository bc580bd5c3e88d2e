import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { certificatePem } from '../../supabase/embedded/authority/certificate-builder.ts';
import type { SigningKey } from '../../supabase/embedded/authority/signing-key.ts';
import { serveLocally, type Answered, type Asked, type LocalServer } from './local-server.ts';

const run = promisify(execFile);

export type TsaFault =
  'slow' | 'drop' | 'other-request' | 'garbage' | 'huge' | 'redirect' | 'empty' | 'status';

/** What OpenSSL's time-stamp authority needs. */
export type TsaOptions = Readonly<{
  holder: Readonly<{ key: SigningKey; certificate: Uint8Array }>;
  /** DER of the authorities above, which go into the token. */
  chain: readonly Uint8Array[];
  policyOid: string;
  /** HTTP Basic authentication that it asks for, `name:password`. */
  credentials?: string;
}>;

/** `openssl ts -reply` behind HTTP (RFC 3161 §3.4): an authority that shares no code with the product. */
export class OpensslTsa {
  fault: TsaFault | undefined;
  /** How often it was asked. */
  asked = 0;
  readonly #options: TsaOptions;
  readonly #folder: string;
  #server: LocalServer | undefined;

  private constructor(options: TsaOptions, folder: string) {
    this.#options = options;
    this.#folder = folder;
  }

  static async open(options: TsaOptions): Promise<OpensslTsa> {
    const folder = await mkdtemp(path.join(tmpdir(), 'shomei-openssl-tsa-'));
    const file = (name: string, text: string): Promise<void> => writeFile(path.join(folder, name), text);
    await writeFile(path.join(folder, 'key.der'), options.holder.key.pkcs8);
    await run('openssl', ['pkey', '-inform', 'DER', '-in', 'key.der', '-out', 'key.pem'], { cwd: folder });
    await file('tsa.pem', certificatePem(options.holder.certificate));
    await file('chain.pem', options.chain.map(certificatePem).join(''));
    await file('serial', '01\n');
    await file(
      'tsa.cnf',
      [
        '[tsa]',
        `default_policy = ${options.policyOid}`,
        'serial = serial',
        'signer_cert = tsa.pem',
        'signer_key = key.pem',
        'certs = chain.pem',
        'signer_digest = sha256',
        'ess_cert_id_alg = sha256',
        'digests = sha256, sha384, sha512',
        'accuracy = secs:1',
      ].join('\n'),
    );
    const made = new OpensslTsa(options, folder);
    made.#server = await serveLocally((asked) => made.#answer(asked));
    return made;
  }

  get url(): string {
    return `${this.#server?.url ?? ''}/tsa`;
  }

  async stop(): Promise<void> {
    await this.#server?.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #answer(asked: Asked): Promise<Answered> {
    this.asked += 1;
    const { credentials } = this.#options;
    if (credentials !== undefined) {
      const wanted = `Basic ${Buffer.from(credentials).toString('base64')}`;
      if (asked.headers.authorization !== wanted) return { status: 401 };
    }
    switch (this.fault) {
      case 'slow':
        return 'hang';
      case 'drop':
        return 'drop';
      case 'garbage':
        return { body: '<html>maintenance</html>' };
      case 'empty':
        return {};
      case 'huge':
        return { body: Buffer.alloc(4_000_000, 0x30) };
      case 'status':
        return { status: 503 };
      case 'redirect':
        return asked.path === '/elsewhere'
          ? reply(await this.#reply(asked.body))
          : { status: 307, headers: { location: '/elsewhere' } };
      case 'other-request':
        // A sound token, but for another document's request, with that one's nonce.
        await run('openssl', ['ts', '-query', '-data', 'tsa.cnf', '-cert', '-sha256', '-out', 'other.tsq'], {
          cwd: this.#folder,
        });
        return reply(await this.#reply(await readFile(path.join(this.#folder, 'other.tsq'))));
      default:
        return reply(await this.#reply(asked.body));
    }
  }

  async #reply(query: Buffer): Promise<Buffer> {
    const n = String(this.asked);
    await writeFile(path.join(this.#folder, `${n}.tsq`), query);
    const args = ['ts', '-reply', '-config', 'tsa.cnf', '-section', 'tsa'];
    await run('openssl', [...args, '-queryfile', `${n}.tsq`, '-out', `${n}.tsr`], { cwd: this.#folder });
    return await readFile(path.join(this.#folder, `${n}.tsr`));
  }
}

function reply(body: Buffer): Answered {
  return { headers: { 'content-type': 'application/timestamp-reply' }, body };
}
