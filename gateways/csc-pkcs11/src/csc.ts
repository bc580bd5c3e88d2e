import { createHash, randomBytes, X509Certificate } from 'node:crypto';
import { ALGORITHMS, PSS_PARAMETERS, type Algorithm } from './algorithm.ts';
import { DeviceGone } from './device.ts';
import type { Entry } from './log.ts';
import { Rate } from './rate.ts';
import type { CredentialSettings } from './settings.ts';

/** What the methods need: the device, the log, a clock. */
export type Ports = Readonly<{
  sign(keyLabel: string, algorithm: Algorithm, digest: Buffer): Promise<Buffer>;
  log(entry: Entry): void;
  now(): Date;
}>;

export type Answer = Readonly<{ status: number; json: object; retryAfterS?: number }>;
type Json = Readonly<Record<string, unknown>>;

/** Activation data live this long and serve once. */
const SAD_MS = 60_000;
/** Nobody has more authorizations under way; the oldest is forgotten. */
const SADS = 1000;

type Activation = Readonly<{
  client: string;
  credentialId: string;
  hash: string;
  hashOid: string;
  endsMs: number;
}>;

/** A request that is refused, in the standard's own words. */
class Refused extends Error {
  readonly answer: Answer;

  constructor(error: string, description: string, status = 400, retryAfterS?: number) {
    super(description);
    this.answer = {
      status,
      json: { error, error_description: description },
      ...(retryAfterS !== undefined && { retryAfterS }),
    };
  }
}

/**
 * The signing part of the CSC API over the credentials of the settings. A client is who its certificate says; which
 * credentials it may ask for is in the settings.
 *
 * Source: Cloud Signature Consortium, API v2.0.0.2 §11.1, §11.5, §11.6, §11.10, §10.1.
 */
export class CscMethods {
  readonly #credentials: ReadonlyMap<string, CredentialSettings>;
  readonly #ports: Ports;
  readonly #rate = new Rate();
  readonly #activations = new Map<string, Activation>();

  constructor(credentials: readonly CredentialSettings[], ports: Ports) {
    this.#credentials = new Map(credentials.map((credential) => [credential.id, credential]));
    this.#ports = ports;
  }

  /**
   * Answers one method.
   *
   * @param client - SHA-256 fingerprint of the client's certificate.
   */
  async answer(method: string, client: string, body: Json): Promise<Answer> {
    try {
      switch (method) {
        case 'info':
          return { status: 200, json: INFO };
        case 'credentials/info':
          return { status: 200, json: describe(this.#credential(client, body), body, this.#ports.now()) };
        case 'credentials/authorize':
          return this.#authorize(client, this.#credential(client, body), body);
        case 'signatures/signHash':
          return await this.#signHash(client, this.#credential(client, body), body);
        default:
          throw new Refused('invalid_request', 'This method is not supported.', 404);
      }
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.#ports.log({
        event: 'refused',
        method,
        client,
        reason: error.message,
        status: error.answer.status,
      });
      return error.answer;
    }
  }

  #credential(client: string, body: Json): CredentialSettings {
    const credential = this.#credentials.get(String(body['credentialID']));
    // Who may not ask for a credential does not learn whether there is one.
    if (credential === undefined || !credential.clients.includes(client))
      throw new Refused('invalid_request', 'Invalid parameter credentialID.');
    return credential;
  }

  #authorize(client: string, credential: CredentialSettings, body: Json): Answer {
    if (body['numSignatures'] !== 1) throw new Refused('invalid_request', 'numSignatures must be 1.');
    const { hash, hashOid } = onlyHash(credential, body);
    const now = this.#ports.now().getTime();
    const waitS = this.#rate.take(`${client} ${credential.id}`, credential.signaturesPerMinute, now);
    if (waitS > 0)
      throw new Refused('too_many_requests', 'The limit of signatures a minute is reached.', 429, waitS);
    const sad = randomBytes(32).toString('base64url');
    const endsMs = now + SAD_MS;
    this.#activations.set(sad, { client, credentialId: credential.id, hash, hashOid, endsMs });
    const [oldest] = this.#activations.keys();
    if (this.#activations.size > SADS && oldest !== undefined) this.#activations.delete(oldest);
    this.#ports.log({ event: 'authorized', client, credential: credential.id, hash, hashOid });
    return { status: 200, json: { SAD: sad, expiresIn: SAD_MS / 1000 } };
  }

  async #signHash(client: string, credential: CredentialSettings, body: Json): Promise<Answer> {
    const { hash, hashOid } = onlyHash(credential, body);
    const algorithm = credential.algorithms.find((name) => isAskedFor(name, body, hashOid));
    if (algorithm === undefined)
      throw new Refused(
        'invalid_request',
        'signAlgo, hashAlgorithmOID and signAlgoParams are not an allowed set.',
      );
    const sad = String(body['SAD']);
    const activation = this.#activations.get(sad);
    this.#activations.delete(sad);
    if (
      activation?.client !== client ||
      activation.credentialId !== credential.id ||
      activation.hash !== hash ||
      activation.hashOid !== hashOid ||
      activation.endsMs < this.#ports.now().getTime()
    ) {
      throw new Refused('invalid_request', 'Invalid parameter SAD.');
    }
    const about = { client, credential: credential.id, hash, algorithm };
    // On the disk before the key is used: whatever happens next, it is known what it was asked.
    this.#ports.log({ event: 'signing', ...about });
    try {
      const value = await this.#ports.sign(credential.keyLabel, algorithm, Buffer.from(hash, 'base64'));
      const signatureSha256 = createHash('sha256').update(value).digest('hex');
      this.#ports.log({ event: 'signed', ...about, signatureSha256 });
      return { status: 200, json: { signatures: [value.toString('base64')] } };
    } catch (error) {
      this.#ports.log({ event: 'failed', ...about, reason: (error as Error).message });
      if (!(error instanceof DeviceGone)) throw error;
      return {
        status: 503,
        json: { error: 'server_error', error_description: 'The device does not answer.' },
      };
    }
  }
}

const INFO = {
  specs: '2.0.0.2',
  name: 'Shomei gateway',
  logo: '',
  region: 'JP',
  lang: 'en-US',
  description: 'A PKCS#11 device behind client certificates',
  authType: ['TLS'],
  methods: ['info', 'credentials/info', 'credentials/authorize', 'signatures/signHash'],
} as const;

function describe(credential: CredentialSettings, body: Json, at: Date): object {
  const blocks =
    credential.certificatesPem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  const chain = blocks.map((block) => new X509Certificate(block));
  const own = chain[0];
  const wanted = { none: 0, single: 1, chain: chain.length }[String(body['certificates'] ?? 'single')] ?? 1;
  const status =
    own === undefined || Date.parse(own.validTo) < at.getTime() || Date.parse(own.validFrom) > at.getTime()
      ? 'expired'
      : 'valid';
  return {
    description: credential.id,
    key: {
      status: 'enabled',
      algo: [...new Set(credential.algorithms.map((name) => ALGORITHMS[name].signAlgo))],
      len:
        own?.publicKey.asymmetricKeyDetails?.modulusLength ??
        ALGORITHMS[credential.algorithms[0] ?? 'ECDSA-P256-SHA256'].hashLength * 8,
    },
    cert: { status, certificates: chain.slice(0, wanted).map((one) => one.raw.toString('base64')) },
    auth: { mode: 'implicit' },
    SCAL: '2',
    multisign: 1,
  };
}

/** The one hash of a request, of a kind and a length that one of the credential's algorithms signs. */
function onlyHash(credential: CredentialSettings, body: Json): { hash: string; hashOid: string } {
  const { hashes, hashAlgorithmOID: hashOid } = body;
  const [hash] = Array.isArray(hashes) && hashes.length === 1 ? (hashes as unknown[]) : [];
  if (typeof hash !== 'string' || !/^[A-Za-z0-9+/]{43,64}={0,2}$/.test(hash))
    throw new Refused('invalid_request', 'hashes must hold one hash in base64.');
  const digest = Buffer.from(hash, 'base64');
  const isAllowed = credential.algorithms.some((name) => {
    const { hashOid: own, hashLength } = ALGORITHMS[name];
    return own === hashOid && hashLength === digest.length;
  });
  if (typeof hashOid !== 'string' || !isAllowed || digest.toString('base64') !== hash)
    throw new Refused('invalid_request', 'hashAlgorithmOID is not allowed, or the hash has another length.');
  return { hash, hashOid };
}

function isAskedFor(name: Algorithm, body: Json, hashOid: string): boolean {
  const { signAlgo, hashOid: own } = ALGORITHMS[name];
  if (body['signAlgo'] !== signAlgo || own !== hashOid) return false;
  return name !== 'RSA-PSS-SHA256' || body['signAlgoParams'] === PSS_PARAMETERS;
}
