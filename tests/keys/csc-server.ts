import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ServerOptions } from 'node:https';
import { serveLocally, type Answered, type Asked, type LocalServer } from './local-server.ts';

/** What the service does wrong, by method; a number answers that status with `word` as the error. */
export type CscFaults = Readonly<Partial<Record<string, 'drop' | 'hang' | 'garbage' | 'huge' | number>>>;

export type CscServerOptions = Readonly<{
  pkcs8: Uint8Array;
  kind: 'RSA' | 'RSA-PSS' | 'ECDSA';
  /** DER, leaf first: what `credentials/info` answers. */
  chain: readonly Uint8Array[];
  algo: readonly string[];
  /** Answers ECDSA as r‖s instead of DER. */
  rawEcdsa?: boolean;
  pin?: string;
  oauth?: Readonly<{ clientId: string; clientSecret: string; lifeS: number }>;
  tls?: ServerOptions;
}>;

const HASHES: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
};
/** DER of RSASSA-PSS-params with SHA-256, MGF1 with SHA-256 and a salt of 32 octets (RFC 4055 §3.1). */
const PSS_SHA256_SALT32 = 'MDSgDzANBglghkgBZQMEAgEFAKEcMBoGCSqGSIb3DQEBCDANBglghkgBZQMEAgEFAKIDAgEg';

type Json = Readonly<Record<string, unknown>>;

/**
 * A remote signing service as the CSC API describes one, strict about what it is asked: written from the standard's
 * text, it shares no code with the adapter.
 */
export class CscServer {
  faults: CscFaults = {};
  word = 'server_error';
  readonly asked: { method: string; body: Json }[] = [];
  readonly #options: CscServerOptions;
  #server: LocalServer | undefined;
  #tokens = new Map<string, number>();
  #sads = new Map<string, string>();
  #drawn = 0;

  private constructor(options: CscServerOptions) {
    this.#options = options;
  }

  static async open(options: CscServerOptions): Promise<CscServer> {
    const made = new CscServer(options);
    made.#server = await serveLocally((asked) => made.#answer(asked), options.tls);
    return made;
  }

  get url(): string {
    return `${this.#server?.url ?? ''}/csc/v2`;
  }

  /** Every access token given so far stops to serve. */
  forgetTokens(): void {
    this.#tokens.clear();
  }

  async stop(): Promise<void> {
    await this.#server?.stop();
  }

  #answer(asked: Asked): Answered {
    const method = asked.path.replace(/^\/csc\/v2\//, '').replace(/^\//, '');
    const form = asked.headers['content-type'] === 'application/x-www-form-urlencoded';
    const body = (
      form
        ? Object.fromEntries(new URLSearchParams(asked.body.toString('utf8')))
        : JSON.parse(asked.body.toString('utf8'))
    ) as Json;
    this.asked.push({ method, body });
    const fault = this.faults[method];
    if (fault === 'drop' || fault === 'hang') return fault;
    if (fault === 'garbage') return { body: '<html></html>' };
    if (fault === 'huge') return { body: Buffer.alloc(1_000_000, 0x20) };
    if (typeof fault === 'number')
      return json({ error: this.word, error_description: 'secret prose' }, fault);
    if (method === 'oauth2/token') return this.#token(asked, body);
    if (method === 'info') return json(this.#info());
    if (this.#options.oauth !== undefined) {
      const token = /^Bearer (.+)$/.exec(asked.headers.authorization ?? '')?.[1] ?? '';
      if ((this.#tokens.get(token) ?? 0) < Date.now()) return json({ error: 'invalid_token' }, 401);
    }
    if (body['credentialID'] !== 'seal') return json({ error: 'invalid_request' }, 400);
    if (method === 'credentials/info') return json(this.#credential(body));
    if (method === 'credentials/authorize') return this.#authorize(body);
    if (method === 'signatures/signHash') return this.#sign(body);
    return json({ error: 'invalid_request' }, 404);
  }

  #info(): Json {
    const { oauth } = this.#options;
    return {
      specs: '2.0.0.2',
      name: 'test',
      authType: oauth === undefined ? ['TLS'] : ['oauth2client'],
      ...(oauth !== undefined && { oauth2: this.#server?.url }),
      methods: ['info', 'credentials/info', 'credentials/authorize', 'signatures/signHash'],
    };
  }

  #token(asked: Asked, body: Json): Answered {
    const { oauth } = this.#options;
    const wanted = Buffer.from(`${oauth?.clientId ?? ''}:${oauth?.clientSecret ?? ''}`).toString('base64');
    if (asked.headers.authorization !== `Basic ${wanted}`) return json({ error: 'invalid_client' }, 401);
    if (body['grant_type'] !== 'client_credentials' || body['scope'] !== 'service')
      return json({ error: 'invalid_request' }, 400);
    const token = `t${String((this.#drawn += 1))}`;
    this.#tokens.set(token, Date.now() + (oauth?.lifeS ?? 0) * 1000);
    return json({ access_token: token, token_type: 'Bearer', expires_in: oauth?.lifeS });
  }

  #credential(body: Json): Json {
    const all = this.#options.chain.map((der) => Buffer.from(der).toString('base64'));
    return {
      key: { status: 'enabled', algo: this.#options.algo, len: 2048 },
      cert: { status: 'valid', certificates: body['certificates'] === 'chain' ? all : all.slice(0, 1) },
      auth:
        this.#options.pin === undefined
          ? { mode: 'implicit' }
          : { mode: 'explicit', expression: 'code', objects: [{ type: 'Password', id: 'code' }] },
      multisign: 1,
    };
  }

  #authorize(body: Json): Answered {
    const hashes = body['hashes'] as readonly string[];
    if (
      body['numSignatures'] !== 1 ||
      hashes.length !== 1 ||
      HASHES[String(body['hashAlgorithmOID'])] === undefined
    )
      return json({ error: 'invalid_request' }, 400);
    const [given] = (body['authData'] as readonly { id: string; value: string }[] | undefined) ?? [];
    if (this.#options.pin !== undefined && (given?.id !== 'code' || given.value !== this.#options.pin))
      return json({ error: 'invalid_pin' }, 400);
    const sad = `s${String((this.#drawn += 1))}`;
    this.#sads.set(sad, hashes[0] ?? '');
    return json({ SAD: sad, expiresIn: 300 });
  }

  #sign(body: Json): Answered {
    const [hash = ''] = body['hashes'] as readonly string[];
    const sad = String(body['SAD']);
    // The activation data serve once, and for the one hash they were given for.
    if (this.#sads.get(sad) !== hash) return json({ error: 'invalid_otp' }, 400);
    this.#sads.delete(sad);
    if (!this.#options.algo.includes(String(body['signAlgo'])))
      return json({ error: 'invalid_request' }, 400);
    const algorithm = HASHES[String(body['hashAlgorithmOID'])] ?? '';
    const value = this.#value(Buffer.from(hash, 'base64'), algorithm, body['signAlgoParams']);
    return value === undefined
      ? json({ error: 'invalid_request' }, 400)
      : json({ signatures: [value.toString('base64')] });
  }

  /** Node hashes whatever it signs, so openssl signs the digest as it is. */
  #value(digest: Buffer, hash: string, parameters: unknown): Buffer | undefined {
    const { kind, pkcs8, rawEcdsa } = this.#options;
    if ((kind === 'RSA-PSS') !== (parameters === PSS_SHA256_SALT32)) return undefined;
    const folder = mkdtempSync(path.join(tmpdir(), 'shomei-csc-'));
    try {
      const file = (name: string, octets: Uint8Array): string => {
        writeFileSync(path.join(folder, name), octets);
        return path.join(folder, name);
      };
      const value = execFileSync('openssl', [
        ...[
          'pkeyutl',
          '-sign',
          '-keyform',
          'DER',
          '-inkey',
          file('key', pkcs8),
          '-in',
          file('digest', digest),
        ],
        ...['-pkeyopt', `digest:${hash}`],
        ...(kind === 'RSA-PSS'
          ? [
              '-pkeyopt',
              'rsa_padding_mode:pss',
              '-pkeyopt',
              'rsa_pss_saltlen:32',
              '-pkeyopt',
              `rsa_mgf1_md:${hash}`,
            ]
          : []),
      ]);
      return kind === 'ECDSA' && rawEcdsa === true ? withoutDer(value, digest.length) : value;
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
}

/** r‖s of a DER value, for the curve whose numbers are as long as the digest. */
function withoutDer(value: Buffer, width: number): Buffer {
  const r = value.subarray(4, 4 + (value[3] ?? 0));
  const s = value.subarray(4 + r.length + 2);
  const fixed = (number: Buffer): Buffer => Buffer.concat([Buffer.alloc(width), number]).subarray(-width);
  return Buffer.concat([fixed(r), fixed(s)]);
}

function json(value: Json, status = 200): Answered {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
