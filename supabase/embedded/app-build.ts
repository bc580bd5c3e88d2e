import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StackError } from './stack-error.ts';

const SOURCES = ['src', 'static', 'package-lock.json', 'svelte.config.js', 'vite.config.ts', 'tsconfig.json'];

/**
 * A hash over the names and contents of everything the app is built from.
 *
 * @returns lower-case hex.
 */
export function sourceStamp(root: string): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    const at = path.join(root, source);
    if (!existsSync(at)) continue;
    const files = source.includes('.')
      ? [at]
      : readdirSync(at, { recursive: true, withFileTypes: true })
          .filter((f) => f.isFile() && !f.name.endsWith('.test.ts'))
          .map((f) => path.join(f.parentPath, f.name))
          .sort();
    for (const file of files)
      hash
        .update(`${path.relative(root, file)}\0`)
        .update(readFileSync(file))
        .update('\0');
  }
  return hash.digest('hex');
}

function run(
  root: string,
  script: string,
  args: readonly string[],
): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(root, 'node_modules', script), ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stdout.on('data', (d: Buffer) => (said += d.toString()));
    child.stderr.on('data', (d: Buffer) => (said += d.toString()));
    child.once('error', reject);
    child.once('exit', (code) => resolve({ code, said }));
  });
}

/**
 * Builds the app into `build/` unless it is there already for these very sources.
 *
 * @returns whether it was built now.
 * @throws StackError `BUILD_FAILED` with the end of what the build said.
 */
export async function buildApp(root: string, log: (line: string) => void): Promise<boolean> {
  const stampFile = path.join(root, '.cache', 'app-build.stamp');
  const stamp = sourceStamp(root);
  const built = existsSync(path.join(root, 'build', '200.html'));
  if (built && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return false;
  log('Building the app (once; only again when its sources change) ...');
  rmSync(stampFile, { force: true });
  for (const [script, args] of [
    ['@sveltejs/kit/svelte-kit.js', ['sync']],
    ['vite/bin/vite.js', ['build']],
  ] as const) {
    const { code, said } = await run(root, script, args);
    if (code !== 0)
      throw new StackError(
        'BUILD_FAILED',
        `The app could not be built. The build ended with:\n${said.trim().split('\n').slice(-15).join('\n')}`,
      );
  }
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
  return true;
}
