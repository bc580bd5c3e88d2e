/**
 * One seal in a process of its own: `node measure-seal.ts timestamped|plain|sha256 FILE CONTEXT` prints one line of
 * JSON; `sha256` only hashes the file, which no seal can do without.
 *
 * A seal is everything between the file's octets and the increment: reading its structure, preparing, hashing, signed
 * attributes, the key, the token's request, the CMS. The authority's answer is not counted.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { TimestampPort } from '../../src/lib/core/sign/index.ts';
import { authorityPorts } from '../pki/authority-ports.ts';
import { sealIncrement } from '../pki/seal-document.ts';
import { measured, nowMb, resetPeak } from './process-memory.mjs';

/** What the parent hands over: the authority's address and secrets, as its own properties name them. */
export type SealContext = Readonly<{ tsaUrl: string; sealKeyPkcs8: string; sealCertificatesPem: string }>;

/** Milliseconds, and megabytes of resident memory above the loaded runtime. */
export type SealMeasured = Readonly<{ coldMs: number; warmMs: number; cpuMs: number; peakMb: number }>;

const [act, path, contextPath] = process.argv.slice(2);
const context = JSON.parse(readFileSync(contextPath ?? '', 'utf8')) as SealContext;
const { key, timestamp } = authorityPorts(context);

let waitedMs = 0;
const counted: TimestampPort = {
  request: async (der) => {
    const begin = performance.now();
    const answer = await timestamp.request(der);
    waitedMs += performance.now() - begin;
    return answer;
  },
};
const request = { fieldName: 'Bench', name: 'bench', claimedAt: new Date('2026-04-01T00:00:00Z') };

// The first fetch loads the platform's client, which belongs to the runtime.
if (act === 'timestamped') await timestamp.request(new Uint8Array()).catch(() => undefined);
globalThis.gc?.();
const runtimeMb = nowMb();
resetPeak();
const file = readFileSync(path ?? '');
// A view: a copy would count as the seal's memory.
const bytes = new Uint8Array(file.buffer, file.byteOffset, file.length);
const result: SealMeasured = await measured(async () => {
  waitedMs = 0;
  if (act === 'sha256') createHash('sha256').update(bytes).digest();
  else await sealIncrement(bytes, request, key, act === 'timestamped' ? counted : undefined);
  return waitedMs;
}, runtimeMb);
console.log(JSON.stringify(result));
