import { CONTENT_TYPE, readSignedData, type SignedData } from '../cms/signed-data.ts';
import { readTstInfo, type TstInfo } from './tst-info.ts';

/** A TimeStampToken: SignedData over TSTInfo. */
export type TimestampToken = Readonly<{ signedData: SignedData; content: Uint8Array; info: TstInfo }>;

/**
 * Reads a time-stamp token; undefined where it is not SignedData over an attached TSTInfo. Never throws.
 *
 * Source: RFC 3161 §2.4.2.
 */
export function readTimestampToken(bytes: Uint8Array): TimestampToken | undefined {
  const signedData = readSignedData(bytes);
  const content = signedData?.eContent;
  if (signedData?.eContentType !== CONTENT_TYPE.tstInfo || !content) return undefined;
  const info = readTstInfo(content);
  return info && { signedData, content, info };
}
