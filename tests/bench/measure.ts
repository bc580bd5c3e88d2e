/**
 * One act in a process of its own, so that its peak memory is its own:
 * `node measure.ts ACT FILE [CONTEXT]` prints one line of JSON. The act runs once cold, then until warm.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { TrustList } from '../../src/lib/core/verify/trust-list.ts';

/** What the parent hands over: the authority's address and secrets, as its own properties name them. */
export type BenchContext = Readonly<{
  url: string;
  tsaUrl: string;
  sealKeyPkcs8: string;
  sealCertificatesPem: string;
  trustList: TrustList;
  at: string;
}>;

/** What an act took: milliseconds of wall and of processor, and peak resident memory in megabytes. */
export type Measured = Readonly<{
  coldMs: number;
  warmMs: number;
  cpuMs: number;
  peakMb: number;
  note: string;
}>;

/** A program is warm when its compiler has come to rest: after so many runs, as a folder's are. */
const RUNS_TO_WARM = 40;
const WARM_RUNS = 10;

const [act, path, contextPath] = process.argv.slice(2);
const file = readFileSync(path ?? '');
// A view: a copy would count as the act's memory.
const bytes = new Uint8Array(file.buffer, file.byteOffset, file.length);
const run = await prepare(act ?? '');

const cold = performance.now();
const note = await run();
const coldMs = performance.now() - cold;

for (let i = 0; i < RUNS_TO_WARM; i += 1) await run();
const cpuBefore = process.cpuUsage();
const warm = performance.now();
for (let i = 0; i < WARM_RUNS; i += 1) await run();
const warmMs = (performance.now() - warm) / WARM_RUNS;
const cpu = process.cpuUsage(cpuBefore);
const cpuMs = (cpu.user + cpu.system) / 1000 / WARM_RUNS;
const measured: Measured = { coldMs, warmMs, cpuMs, peakMb: peakMemoryMb(), note };
console.log(JSON.stringify(measured));

/** Peak resident memory of this program: the kernel's own figure counts the parent's before exec too. */
function peakMemoryMb(): number {
  if (!existsSync('/proc/self/status')) return process.resourceUsage().maxRSS / 1024;
  return Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024;
}

/** Loads what the act needs, so that loading is not counted. @returns the act; it answers a word for the table. */
async function prepare(name: string): Promise<() => Promise<string>> {
  if (name === 'sha256') {
    return () => Promise.resolve(createHash('sha256').update(bytes).digest('hex').slice(0, 8));
  }
  const context = JSON.parse(readFileSync(contextPath ?? '', 'utf8')) as BenchContext;
  if (name === 'seal') {
    const { authorityPorts } = await import('../pki/authority-ports.ts');
    const { sealIncrement } = await import('../pki/seal-document.ts');
    const ports = authorityPorts(context);
    const request = { fieldName: 'Bench', name: 'bench', claimedAt: new Date(context.at) };
    return async () => {
      const { increment } = await sealIncrement(bytes, request, ports.key, ports.timestamp);
      return `+${String(Math.round(increment.length / 1024))} KB`;
    };
  }
  const { nodeDigest } = await import('../../src/cli/node-digest.ts');
  const { collect } = await import('../../src/lib/core/verify/collect.ts');
  const { judge } = await import('../../src/lib/core/verify/judge.ts');
  const { DEFAULT_POLICY } = await import('../../src/lib/core/verify/policy.ts');
  const anchors = context.trustList.anchors.map(
    (anchor) => new Uint8Array(Buffer.from(anchor.certificate, 'base64')),
  );
  return async () => {
    const facts = await collect(bytes, nodeDigest, anchors);
    return judge(facts, DEFAULT_POLICY, context.trustList, new Date(context.at)).verdict;
  };
}
