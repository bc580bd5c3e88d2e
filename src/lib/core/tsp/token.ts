import { CONTENT_TYPE, type SignedData } from '../cms/signed-data.ts';
import { readTstInfo, type TstInfo } from './tst-info.ts';

/** A TimeStampToken: SignedData over TSTInfo. */
export type TimestampToken = Readonly<{ signedData: SignedData; content: Uint8Array; info: TstInfo }>;

/**
 * Takes SignedData for a time-stamp token; undefined where it is not over an attached TSTInfo. Never throws.
 *
 * Source: RFC 3161 §2.4.2.
 */
export function timestampToken(signedData: SignedData): TimestampToken | undefined {
  const content = signedData.eContent;
  if (signedData.eContentType !== CONTENT_TYPE.tstInfo || !content) return undefined;
  const info = readTstInfo(content);
  return info && { signedData, content, info };
}
