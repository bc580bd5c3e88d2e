import { createHash } from 'node:crypto';
import { ecdsaSignatureDer } from '../../src/lib/core/sign/index.ts';
import { toBase64Url } from '../../src/lib/core/bytes/base64.ts';

const sha256 = (octets: Uint8Array | string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash('sha256').update(octets).digest());
const b64 = toBase64Url;

/** What is different about one answer; everything else is as it should be. */
export interface Fault {
  readonly type?: string;
  readonly origin?: string;
  readonly crossOrigin?: boolean;
  readonly rpId?: string;
  /** Flags of the authenticator data: UP 1, UV 4, AT 64. */
  readonly flags?: number;
  readonly signCount?: number;
  readonly credentialId?: Uint8Array<ArrayBuffer>;
}

/** An authenticator in memory that makes one ES256 passkey and answers with it, well or with one fault. */
export class SoftPasskey {
  readonly id = crypto.getRandomValues(new Uint8Array(32));
  readonly origin: string;
  #keys: CryptoKeyPair | null = null;
  #count = 0;

  constructor(origin: string) {
    this.origin = origin;
  }

  get credentialId(): string {
    return b64(this.id);
  }

  async #pair(): Promise<CryptoKeyPair> {
    this.#keys ??= await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
      'sign',
      'verify',
    ]);
    return this.#keys;
  }

  async publicKey(): Promise<string> {
    const { publicKey } = await this.#pair();
    return b64(new Uint8Array(await crypto.subtle.exportKey('spki', publicKey)));
  }

  #client(type: string, challenge: string, fault: Fault): Uint8Array {
    const origin = fault.origin ?? this.origin;
    return new TextEncoder().encode(
      JSON.stringify({
        type: fault.type ?? type,
        challenge,
        origin,
        crossOrigin: fault.crossOrigin ?? false,
      }),
    );
  }

  #data(flags: number, fault: Fault, rest: Uint8Array): Uint8Array<ArrayBuffer> {
    const data = new Uint8Array(37 + rest.length);
    data.set(sha256(fault.rpId ?? new URL(fault.origin ?? this.origin).hostname));
    data[32] = fault.flags ?? flags;
    new DataView(data.buffer).setUint32(33, fault.signCount ?? (this.#count += 1));
    data.set(rest, 37);
    return data;
  }

  async make(challenge: string, fault: Fault = {}) {
    const id = fault.credentialId ?? this.id;
    const attested = new Uint8Array(18 + id.length);
    attested[17] = id.length;
    attested.set(id, 18);
    return {
      credentialId: this.credentialId,
      authenticatorData: b64(this.#data(0x45, fault, attested)),
      clientDataJson: b64(this.#client('webauthn.create', challenge, fault)),
      publicKey: await this.publicKey(),
      algorithm: -7,
    };
  }

  async answer(challenge: string, fault: Fault = {}) {
    const data = this.#data(0x05, fault, new Uint8Array(0));
    const client = this.#client('webauthn.get', challenge, fault);
    const signed = new Uint8Array([...data, ...sha256(client)]);
    const { privateKey } = await this.#pair();
    const value = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, signed);
    return {
      credentialId: this.credentialId,
      authenticatorData: b64(data),
      clientDataJson: b64(client),
      signature: b64(ecdsaSignatureDer(new Uint8Array(value), 'ECDSA-P256-SHA256')),
    };
  }
}
