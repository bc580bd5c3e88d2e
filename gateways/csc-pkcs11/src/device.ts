import { createPublicKey, X509Certificate } from 'node:crypto';
import pkcs11, { type Handle, type Mechanism, type PKCS11, type RsaPSS } from 'pkcs11js';
import type { Algorithm } from './algorithm.ts';
import { isGone } from './device-errors.ts';

export type DeviceSettings = Readonly<{ module: string; tokenLabel: string; pin: string }>;

/** The device does not answer: to be tried again. */
export class DeviceGone extends Error {
  override readonly name = 'DeviceGone';
}

/** What the device has is not what it must be: a key that could leave it, or one of another certificate. */
export class DeviceUnfit extends Error {
  override readonly name = 'DeviceUnfit';
}

/** DigestInfo of SHA-256 before the digest itself (RFC 8017 §9.2 note 1). */
const SHA256_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');
/** Room for the largest value, RSA-8192. */
const LARGEST = 1024;

/**
 * A PKCS#11 token with one session that is opened when first needed, and anew after the device was away. Operations
 * run one after another, as PKCS#11 wants of one session.
 */
export class Device {
  readonly #settings: DeviceSettings;
  #module: PKCS11 | undefined;
  #session: Handle | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(settings: DeviceSettings) {
    this.#settings = settings;
  }

  /**
   * Signs a digest with the private key of this label.
   *
   * @param digest - of the length that belongs to the algorithm.
   * @returns RSA octets, or DER Ecdsa-Sig-Value (RFC 3279 §2.2.3).
   * @throws DeviceGone where the device is away; nothing is known then about whether the key was used.
   */
  sign(keyLabel: string, algorithm: Algorithm, digest: Buffer): Promise<Buffer> {
    return this.#inTurn(async (module, session) => {
      const key = find(module, session, pkcs11.CKO_PRIVATE_KEY, keyLabel);
      module.C_SignInit(session, mechanismOf(algorithm), key);
      const input = algorithm === 'RSA-PKCS1-SHA256' ? Buffer.concat([SHA256_INFO, digest]) : digest;
      const value = await module.C_SignAsync(session, input, Buffer.alloc(LARGEST));
      return algorithm.startsWith('ECDSA') ? ecdsaDer(value) : value;
    });
  }

  /**
   * Checks, before anybody is served, that the key was made in the device, cannot leave it, and is the certificate's.
   *
   * @throws DeviceUnfit; DeviceGone.
   */
  requireFit(keyLabel: string, certificatePem: string): Promise<void> {
    return this.#inTurn((module, session) => {
      const key = find(module, session, pkcs11.CKO_PRIVATE_KEY, keyLabel);
      const flag = (type: number): boolean =>
        module.C_GetAttributeValue(session, key, [{ type }])[0]?.value?.[0] === 1;
      if (!flag(pkcs11.CKA_SENSITIVE) || flag(pkcs11.CKA_EXTRACTABLE) || !flag(pkcs11.CKA_NEVER_EXTRACTABLE))
        throw new DeviceUnfit(`the key ${keyLabel} could leave the device`);
      if (!flag(pkcs11.CKA_LOCAL)) throw new DeviceUnfit(`the key ${keyLabel} was not made in the device`);
      const own = publicKeyOf(module, session, keyLabel);
      const certified = new X509Certificate(certificatePem).publicKey.export({ format: 'der', type: 'spki' });
      if (!own.equals(certified)) throw new DeviceUnfit(`the key ${keyLabel} is not its certificate's`);
      return Promise.resolve();
    });
  }

  /** DER of SubjectPublicKeyInfo of the public key of this label. */
  publicKey(keyLabel: string): Promise<Buffer> {
    return this.#inTurn((module, session) => Promise.resolve(publicKeyOf(module, session, keyLabel)));
  }

  /** Makes a key pair inside the token: the private key can never be read, wrapped or copied out of it. */
  makeKey(keyLabel: string, kind: 'RSA-2048' | 'RSA-3072' | 'P-256' | 'P-384'): Promise<void> {
    return this.#inTurn((module, session) => {
      const id = Buffer.from(keyLabel);
      const named = [
        { type: pkcs11.CKA_TOKEN, value: true },
        { type: pkcs11.CKA_LABEL, value: keyLabel },
        { type: pkcs11.CKA_ID, value: id },
      ];
      const isRsa = kind.startsWith('RSA');
      const kindOf = isRsa
        ? [
            { type: pkcs11.CKA_MODULUS_BITS, value: Number(kind.slice(4)) },
            { type: pkcs11.CKA_PUBLIC_EXPONENT, value: Buffer.from([1, 0, 1]) },
          ]
        : [{ type: pkcs11.CKA_EC_PARAMS, value: CURVES[kind as 'P-256' | 'P-384'] }];
      module.C_GenerateKeyPair(
        session,
        { mechanism: isRsa ? pkcs11.CKM_RSA_PKCS_KEY_PAIR_GEN : pkcs11.CKM_EC_KEY_PAIR_GEN },
        [...named, { type: pkcs11.CKA_VERIFY, value: true }, ...kindOf],
        [
          ...named,
          { type: pkcs11.CKA_PRIVATE, value: true },
          { type: pkcs11.CKA_SENSITIVE, value: true },
          { type: pkcs11.CKA_EXTRACTABLE, value: false },
          { type: pkcs11.CKA_SIGN, value: true },
          { type: pkcs11.CKA_DECRYPT, value: false },
          { type: pkcs11.CKA_UNWRAP, value: false },
        ],
      );
      return Promise.resolve();
    });
  }

  /** Ends the session. */
  close(): void {
    const module = this.#module;
    this.#session = undefined;
    this.#module = undefined;
    if (module === undefined) return;
    try {
      module.C_Finalize();
    } catch (error) {
      // A device that is away cannot be told; the library is let go of all the same.
      console.error('device:', (error as Error).message);
    }
    module.close();
  }

  #inTurn<T>(work: (module: PKCS11, session: Handle) => Promise<T>): Promise<T> {
    const turn = this.#last.then(async () => {
      try {
        const [module, session] = this.#open();
        return await work(module, session);
      } catch (error) {
        if (!isGone(error)) throw error;
        // Whatever the session was, it is not trusted again: the next turn begins with a fresh one.
        this.close();
        throw new DeviceGone((error as Error).message, { cause: error });
      }
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  #open(): readonly [PKCS11, Handle] {
    if (this.#module !== undefined && this.#session !== undefined) return [this.#module, this.#session];
    const module = new pkcs11.PKCS11();
    module.load(this.#settings.module);
    this.#module = module;
    module.C_Initialize();
    const slot = module
      .C_GetSlotList(true)
      .find((candidate) => module.C_GetTokenInfo(candidate).label.trim() === this.#settings.tokenLabel);
    if (slot === undefined) {
      this.close();
      throw new DeviceGone(`no token with the label ${this.#settings.tokenLabel}`);
    }
    const session = module.C_OpenSession(slot, pkcs11.CKF_SERIAL_SESSION | pkcs11.CKF_RW_SESSION);
    module.C_Login(session, pkcs11.CKU_USER, this.#settings.pin);
    this.#session = session;
    return [module, session];
  }
}

/** DER of the curves' object identifiers, which is what CKA_EC_PARAMS holds. */
const CURVES = {
  'P-256': Buffer.from('06082a8648ce3d030107', 'hex'),
  'P-384': Buffer.from('06052b81040022', 'hex'),
} as const;

function mechanismOf(algorithm: Algorithm): Mechanism {
  switch (algorithm) {
    case 'RSA-PKCS1-SHA256':
      return { mechanism: pkcs11.CKM_RSA_PKCS };
    case 'RSA-PSS-SHA256':
      return {
        mechanism: pkcs11.CKM_RSA_PKCS_PSS,
        parameter: {
          type: pkcs11.CK_PARAMS_RSA_PSS,
          hashAlg: pkcs11.CKM_SHA256,
          mgf: pkcs11.CKG_MGF1_SHA256,
          saltLen: 32,
        } as RsaPSS,
      };
    default:
      return { mechanism: pkcs11.CKM_ECDSA };
  }
}

function find(module: PKCS11, session: Handle, type: number, label: string): Handle {
  module.C_FindObjectsInit(session, [
    { type: pkcs11.CKA_CLASS, value: type },
    { type: pkcs11.CKA_LABEL, value: label },
  ]);
  const found = module.C_FindObjects(session, 2);
  module.C_FindObjectsFinal(session);
  const [key] = found;
  if (key === undefined) throw new DeviceGone(`no key with the label ${label}`);
  if (found.length > 1) throw new DeviceUnfit(`several keys have the label ${label}`);
  return key;
}

function publicKeyOf(module: PKCS11, session: Handle, label: string): Buffer {
  const key = find(module, session, pkcs11.CKO_PUBLIC_KEY, label);
  const value = (type: number): Buffer => {
    const got = module.C_GetAttributeValue(session, key, [{ type }])[0]?.value;
    if (!Buffer.isBuffer(got)) throw new DeviceUnfit(`the key ${label} does not say what it is`);
    return got;
  };
  const jwk = (members: Readonly<Record<string, string>>): Buffer =>
    createPublicKey({ key: members, format: 'jwk' }).export({ format: 'der', type: 'spki' });
  if (value(pkcs11.CKA_KEY_TYPE)[0] === pkcs11.CKK_RSA) {
    return jwk({
      kty: 'RSA',
      n: value(pkcs11.CKA_MODULUS).toString('base64url'),
      e: value(pkcs11.CKA_PUBLIC_EXPONENT).toString('base64url'),
    });
  }
  // CKA_EC_POINT is DER of an OCTET STRING over the uncompressed point (PKCS#11 v3.1 §6.3.3).
  const point = value(pkcs11.CKA_EC_POINT);
  const wide = value(pkcs11.CKA_EC_PARAMS).equals(CURVES['P-384']);
  const size = wide ? 48 : 32;
  const xy = point.subarray(-2 * size);
  return jwk({
    kty: 'EC',
    crv: wide ? 'P-384' : 'P-256',
    x: xy.subarray(0, size).toString('base64url'),
    y: xy.subarray(size).toString('base64url'),
  });
}

/** r‖s as DER SEQUENCE of two INTEGERs, shortest form (X.690 §8.3). */
function ecdsaDer(value: Buffer): Buffer {
  const integer = (octets: Buffer): Buffer => {
    let start = 0;
    while (start < octets.length - 1 && octets[start] === 0) start += 1;
    const rest = octets.subarray(start);
    const body = (rest[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), rest]) : rest;
    return Buffer.concat([Buffer.of(0x02, body.length), body]);
  };
  const half = value.length / 2;
  const body = Buffer.concat([integer(value.subarray(0, half)), integer(value.subarray(half))]);
  return Buffer.concat([Buffer.of(0x30, body.length), body]);
}
