import {
  decodeWhole,
  digestOf,
  equalBytes,
  fromBase64,
  readCertificate,
  signatureIdentifier,
  toBase64,
  type KeyPort,
  type SealAlgorithm,
} from './core.ts';
import { nodeDigest } from './digest.ts';
import { algorithmOf, pemCertificates, signatureValue } from './keys-certificate.ts';
import type { CscSettings } from './keys-config.ts';
import { askKeyService, keyRefusal, type KeyAnswer } from './keys-exchange.ts';
import { Fault } from './refusal.ts';

const TIMEOUT_MS = 15_000;
/** A person's approval is not waited for, but devices behind a service may queue. */
const SIGN_TIMEOUT_MS = 30_000;
/** A token is renewed a little before it ends. */
const MARGIN_MS = 30_000;

const HASH_OID = { 'SHA-256': '2.16.840.1.101.3.4.2.1', 'SHA-384': '2.16.840.1.101.3.4.2.2' } as const;

/** What a credential may call each algorithm in `key.algo`: with its hash, or the key's alone. */
const SIGN_ALGORITHMS: Readonly<Record<SealAlgorithm, readonly string[]>> = {
  'RSA-PKCS1-SHA256': ['1.2.840.113549.1.1.11', '1.2.840.113549.1.1.1'],
  'RSA-PSS-SHA256': ['1.2.840.113549.1.1.10'],
  'ECDSA-P256-SHA256': ['1.2.840.10045.4.3.2', '1.2.840.10045.2.1'],
  'ECDSA-P384-SHA384': ['1.2.840.10045.4.3.3', '1.2.840.10045.2.1'],
};

type Json = Readonly<Record<string, unknown>>;

/**
 * The key port over a remote signing service that speaks the CSC API, version 2: the key never leaves its device,
 * and each signature is authorized for its one hash.
 *
 * @param now - the service's clock, for the life of the access token.
 * @throws Outage `KEY_UNAVAILABLE` where the service is away; Fault `KEY_REFUSED` with step and word of the service;
 *   `KEY_CERTIFICATE_CHANGED` where its certificate is not the configured one; `KEY_ALGORITHM_UNSUPPORTED`.
 *
 * Source: Cloud Signature Consortium, API v2.0.0.2 §8.4 (OAuth 2.0), §11.1 (info), §11.5 (credentials/info),
 * §11.6 (credentials/authorize), §11.10 (signatures/signHash), §10.1 (errors).
 */
export async function cscKey(settings: CscSettings, now: () => Date): Promise<KeyPort> {
  const service = new CscService(settings, now);
  const credential = await service.credential();
  const certificates = chainOf(settings, credential);
  const [certificate] = certificates;
  if (certificate === undefined) throw new Fault('KEY_WITHOUT_CERTIFICATE');
  const algorithm = algorithmOf(certificate, settings.pss);
  const offered = arrayOf(recordOf(credential['key'])['algo']);
  const signAlgo = SIGN_ALGORITHMS[algorithm].find((oid) => offered.includes(oid));
  if (signAlgo === undefined) throw new Fault('KEY_ALGORITHM_UNSUPPORTED', { context: { algorithm } });
  const digest = digestOf(algorithm);

  return {
    algorithm,
    certificates,
    async sign(signedAttrsDer) {
      const [hash] = await nodeDigest(digest, [[signedAttrsDer]]);
      if (hash === undefined) throw new Fault('DIGEST');
      const hashes = { hashes: [toBase64(hash)], hashAlgorithmOID: HASH_OID[digest] };
      const authorized = await service.ask('credentials/authorize', {
        credentialID: settings.credentialId,
        numSignatures: 1,
        ...hashes,
        ...authorizationData(settings, credential),
      });
      const SAD = authorized['SAD'];
      if (typeof SAD !== 'string') throw unexpected('credentials/authorize');
      const signed = await service.ask(
        'signatures/signHash',
        { credentialID: settings.credentialId, SAD, ...hashes, signAlgo, ...algorithmParameters(algorithm) },
        SIGN_TIMEOUT_MS,
      );
      const [value] = arrayOf(signed['signatures']);
      const octets = typeof value === 'string' ? fromBase64(value) : undefined;
      if (octets === undefined) throw unexpected('signatures/signHash');
      return signatureValue(octets, algorithm);
    },
  };
}

/** The service with its access token, which is fetched when first needed and again when it no longer serves. */
class CscService {
  readonly #settings: CscSettings;
  readonly #now: () => Date;
  #token: { readonly value: string; readonly endsMs: number } | undefined;
  #tokenUrl: string | undefined;

  constructor(settings: CscSettings, now: () => Date) {
    this.#settings = settings;
    this.#now = now;
  }

  /** What the service says of the credential, after it said that it can do what is needed. */
  async credential(): Promise<Json> {
    const info = await this.#resultOf(
      'info',
      await this.#post(`${this.#settings.url}/info`, {}, {}, TIMEOUT_MS),
    );
    const methods = arrayOf(info['methods']);
    for (const method of ['credentials/info', 'credentials/authorize', 'signatures/signHash']) {
      if (!methods.includes(method)) {
        throw new Fault('KEY_REFUSED', { context: { step: 'info', word: method } });
      }
    }
    const { oauth } = this.#settings;
    const base = typeof info['oauth2'] === 'string' ? info['oauth2'].replace(/\/+$/, '') : undefined;
    this.#tokenUrl = oauth?.tokenUrl ?? (base === undefined ? undefined : `${base}/oauth2/token`);
    if (oauth !== null && (this.#tokenUrl === undefined || !URL.canParse(this.#tokenUrl))) {
      throw unexpected('info');
    }
    const credential = await this.ask('credentials/info', {
      credentialID: this.#settings.credentialId,
      certificates: 'chain',
      authInfo: true,
    });
    const states = [recordOf(credential['key'])['status'], recordOf(credential['cert'])['status'] ?? 'valid'];
    if (states[0] !== 'enabled' || states[1] !== 'valid') {
      throw new Fault('KEY_REFUSED', { context: { step: 'credentials/info', word: states.join(' ') } });
    }
    return credential;
  }

  /** One method of the API. An access token that is refused is renewed once. */
  async ask(method: string, body: Json, timeoutMs = TIMEOUT_MS): Promise<Json> {
    const url = `${this.#settings.url}/${method}`;
    let answer = await this.#post(url, await this.#authorization(), body, timeoutMs);
    if (answer.status === 401 && this.#settings.oauth !== null) {
      this.#token = undefined;
      answer = await this.#post(url, await this.#authorization(), body, timeoutMs);
    }
    return this.#resultOf(method, answer);
  }

  async #authorization(): Promise<Readonly<Record<string, string>>> {
    const { oauth } = this.#settings;
    if (oauth === null) return {};
    if (this.#token === undefined || this.#token.endsMs < this.#now().getTime()) {
      // RFC 6749 §4.4.2 with the credentials in the header (§2.3.1: each form-encoded first).
      const basic = btoa(`${encodeURIComponent(oauth.clientId)}:${encodeURIComponent(oauth.clientSecret)}`);
      const answer = await askKeyService({
        url: this.#tokenUrl ?? '',
        headers: {
          authorization: `Basic ${basic}`,
          'content-type': 'application/x-www-form-urlencoded',
          accept: 'application/json',
        },
        body: new URLSearchParams({ grant_type: 'client_credentials', scope: oauth.scope }).toString(),
        timeoutMs: TIMEOUT_MS,
        tls: this.#settings.tls,
      });
      const token = this.#resultOf('oauth2/token', answer);
      const { access_token: value, expires_in: lifeS } = token;
      if (typeof value !== 'string' || !/^[\x21-\x7e]{1,8192}$/.test(value)) throw unexpected('oauth2/token');
      const lifeMs = typeof lifeS === 'number' && lifeS > 0 ? lifeS * 1000 : 3_600_000;
      this.#token = { value, endsMs: this.#now().getTime() + Math.max(0, lifeMs - MARGIN_MS) };
    }
    return { authorization: `Bearer ${this.#token.value}` };
  }

  #post(
    url: string,
    headers: Readonly<Record<string, string>>,
    body: Json,
    timeoutMs: number,
  ): Promise<KeyAnswer> {
    return askKeyService({
      url,
      headers: { ...headers, 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
      timeoutMs,
      tls: this.#settings.tls,
    });
  }

  /** The answer's JSON object, or the error it stands for. */
  #resultOf(step: string, answer: KeyAnswer): Json {
    const json = recordOf(answer.json);
    // `error` is the standard's word (§10.1); `errorCode` is what some services say.
    if (answer.status !== 200) throw keyRefusal(step, answer, json['error'] ?? json['errorCode']);
    return json;
  }
}

/** DER of the chain: the configured one where there is one, else the service's own. */
function chainOf(settings: CscSettings, credential: Json): readonly Uint8Array[] {
  const listed = arrayOf(recordOf(credential['cert'])['certificates']);
  const chain = listed.map((text) => {
    const der = typeof text === 'string' ? fromBase64(text) : undefined;
    if (der === undefined || readCertificate(der) === undefined) throw unexpected('credentials/info');
    return der;
  });
  const [own] = chain;
  if (own === undefined) throw unexpected('credentials/info');
  if (settings.certificatesPem === null) return chain;
  const configured = pemCertificates(settings.certificatesPem);
  if (configured[0] === undefined || !equalBytes(configured[0], own)) {
    throw new Fault('KEY_CERTIFICATE_CHANGED');
  }
  return configured;
}

/** What the credential asks for before each signature, where it asks for anything. */
function authorizationData(settings: CscSettings, credential: Json): Json {
  if (settings.pin === null) return {};
  const objects = arrayOf(recordOf(credential['auth'])['objects']).map(recordOf);
  const id = objects.find((object) => object['type'] === 'Password' || object['id'] === 'PIN')?.['id'];
  return { authData: [{ id: typeof id === 'string' ? id : 'PIN', value: settings.pin }] };
}

/** RSASSA-PSS-params as DER in base64: the salt is not the default's length (RFC 4055 §3.1). */
function algorithmParameters(algorithm: SealAlgorithm): Json {
  if (algorithm !== 'RSA-PSS-SHA256') return {};
  const parameters = decodeWhole(signatureIdentifier(algorithm))?.children[1]?.octets;
  return parameters === undefined ? {} : { signAlgoParams: toBase64(parameters) };
}

function unexpected(step: string): Fault {
  return new Fault('KEY_REFUSED', { context: { step, word: 'unexpected_answer' } });
}

function recordOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
