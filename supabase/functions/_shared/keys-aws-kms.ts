import { AwsV4Signer } from 'aws4fetch';
import { decodeWhole, equalBytes, fromBase64, readCertificate, toBase64 } from './core.ts';
import type { KeyPort, SealAlgorithm } from './core.ts';
import { algorithmOf, pemCertificates, signatureValue } from './keys-certificate.ts';
import type { KmsSettings } from './keys-config.ts';
import { askKeyService, keyRefusal } from './keys-exchange.ts';
import { Fault } from './refusal.ts';

const TIMEOUT_MS = 15_000;

const SIGNING_ALGORITHM: Readonly<Record<SealAlgorithm, string>> = {
  'RSA-PKCS1-SHA256': 'RSASSA_PKCS1_V1_5_SHA_256',
  'RSA-PSS-SHA256': 'RSASSA_PSS_SHA_256',
  'ECDSA-P256-SHA256': 'ECDSA_SHA_256',
  'ECDSA-P384-SHA384': 'ECDSA_SHA_384',
};

/** Exceptions that pass by themselves, whatever status they travel under. */
const LATER =
  /^(Throttling|LimitExceeded|KMSInternal|DependencyTimeout|KeyUnavailable|RequestExpired|ServiceUnavailable)/;

/**
 * The key port over AWS Key Management Service. The signedAttrs go as they are (`MessageType: RAW`, they are far below
 * its 4,096 octets): KMS hashes them, and no implementation of its API hashes what is a digest already.
 *
 * @param now - the service's clock, which the request's signature names.
 * @throws Outage `KEY_UNAVAILABLE`; Fault `KEY_REFUSED` with the exception's name; `KEY_DOES_NOT_FIT` where the key
 *   is not the certificate's; `KEY_ALGORITHM_UNSUPPORTED`.
 *
 * Source: AWS KMS API Reference, GetPublicKey, Sign; AWS Signature Version 4.
 */
export async function kmsKey(settings: KmsSettings, now: () => Date): Promise<KeyPort> {
  const certificates = pemCertificates(settings.certificatesPem);
  const [certificate] = certificates;
  if (certificate === undefined) throw new Fault('KEY_WITHOUT_CERTIFICATE');
  const algorithm = algorithmOf(certificate, settings.pss);
  const described = await act(settings, now, 'GetPublicKey', {});
  const spki = octetsOf(described, 'PublicKey');
  // The key's bits alone: two encodings of the same key may differ in their algorithm's parameters.
  const bits = decodeWhole(spki)?.children[1]?.content.subarray(1);
  const expected = readCertificate(certificate)?.publicKey.key;
  if (bits === undefined || expected === undefined || !equalBytes(bits, expected)) {
    throw new Fault('KEY_DOES_NOT_FIT');
  }
  return {
    algorithm,
    certificates,
    async sign(signedAttrsDer) {
      const signed = await act(settings, now, 'Sign', {
        Message: toBase64(signedAttrsDer),
        MessageType: 'RAW',
        SigningAlgorithm: SIGNING_ALGORITHM[algorithm],
      });
      return signatureValue(octetsOf(signed, 'Signature'), algorithm);
    },
  };
}

type Json = Readonly<Record<string, unknown>>;

async function act(settings: KmsSettings, now: () => Date, action: string, input: Json): Promise<Json> {
  const body = JSON.stringify({ KeyId: settings.keyId, ...input });
  const signer = new AwsV4Signer({
    url: settings.endpoint,
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `TrentService.${action}` },
    body,
    accessKeyId: settings.accessKeyId,
    secretAccessKey: settings.secretAccessKey,
    ...(settings.sessionToken !== null && { sessionToken: settings.sessionToken }),
    service: 'kms',
    region: settings.region,
    datetime: now()
      .toISOString()
      .replace(/[:-]|\.\d{3}/g, ''),
  });
  const { headers } = await signer.sign();
  const answer = await askKeyService({
    url: settings.endpoint,
    headers: Object.fromEntries(headers),
    body,
    timeoutMs: TIMEOUT_MS,
  });
  const json = typeof answer.json === 'object' && answer.json !== null ? (answer.json as Json) : {};
  if (answer.status === 200) return json;
  const word = String(json['__type'] ?? '').replace(/^.*#/, '');
  throw keyRefusal(action, answer, word, LATER.test(word));
}

function octetsOf(json: Json, member: string): Uint8Array {
  const text = json[member];
  const octets = typeof text === 'string' ? fromBase64(text) : undefined;
  if (octets === undefined) {
    throw new Fault('KEY_REFUSED', { context: { step: member, word: 'unexpected_answer' } });
  }
  return octets;
}
