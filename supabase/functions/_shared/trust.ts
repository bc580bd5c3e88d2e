import { readTrustList, type TrustList } from './core.ts';
import { Fault } from './refusal.ts';

let last: { text: string; list: TrustList } | undefined;

/**
 * The trust list of the configuration.
 *
 * @param text - JSON (docs/interfaces.md §5).
 * @throws Fault `CONFIG_UNREADABLE`.
 */
export function trustOf(text: string): TrustList {
  if (last?.text === text) return last.list;
  const read = readTrustList(text);
  if (!read.ok) throw new Fault('CONFIG_UNREADABLE', { context: { name: 'SHOMEI_TRUST_LIST' } });
  last = { text, list: read.value };
  return read.value;
}

/** Whether a 試験用 anchor is in use: stamps, certificates, mails and verdicts then say so. */
export function testOnlyTrust(text: string): boolean {
  return trustOf(text).anchors.some((anchor) => anchor.testOnly);
}
