import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { expect, test } from 'vitest';

const MOST = 60_000;
const core = (path: string) => fileURLToPath(new URL(`../../src/lib/core/${path}`, import.meta.url));

test(
  'the judge is at most 60 KB to download, and reads ASN.1 by its own reader alone',
  { timeout: 120_000 },
  async () => {
    const output = (await build({
      configFile: false,
      logLevel: 'error',
      publicDir: false,
      build: { write: false, minify: true, lib: { entry: core('verify/index.ts'), formats: ['es'] } },
    })) as Rolldown.RolldownOutput[];
    const chunks = output.flatMap((one) => one.output).filter((one) => one.type === 'chunk');
    const octets = chunks.reduce((sum, { code }) => sum + gzipSync(code).length, 0);
    const packages = chunks
      .flatMap(({ moduleIds }) => moduleIds)
      .flatMap((id) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1] ?? []);
    expect([...new Set(packages)]).toEqual(['fflate']);
    expect(octets).toBeLessThanOrEqual(MOST);
    expect(octets).toBeGreaterThan(MOST / 4);
  },
);
