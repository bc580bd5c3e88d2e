/**
 * The only platform names that core may use. Time, randomness, keys and the network arrive as arguments.
 */
declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: ArrayBufferView | ArrayBuffer): string;
}
interface CryptoKey {
  readonly type: string;
}
declare const crypto: {
  readonly subtle: {
    digest(algorithm: string, data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
    importKey(
      format: 'spki' | 'raw',
      keyData: Uint8Array<ArrayBuffer>,
      algorithm: { name: string; hash?: string; namedCurve?: string },
      extractable: boolean,
      keyUsages: readonly 'verify'[],
    ): Promise<CryptoKey>;
    verify(
      algorithm: { name: string; hash?: string; saltLength?: number },
      key: CryptoKey,
      signature: Uint8Array<ArrayBuffer>,
      data: Uint8Array<ArrayBuffer>,
    ): Promise<boolean>;
  };
};
