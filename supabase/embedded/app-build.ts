import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { lockFile } from './file-lock.ts';
import { StackError } from './stack-error.ts';

const SOURCES = ['src', 'static', 'package-lock.json', 'svelte.config.js', 'vite.config.ts', 'tsconfig.json'];
const WAIT_MS = 250;

/**
 * A hash over the names and contents of everything the app is built from.
 *
 * @returns lower-case hex.
 */
function sourceStamp(root: string): string {
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
    for (const file of files) {
      hash
        .update(`${path.relative(root, file)}\0`)
        .update(readFileSync(file))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

/** Whether `build/` is there for these very sources. */
function isBuilt(root: string, stamp: string): boolean {
  const stampFile = path.join(root, '.cache', 'app-build.stamp');
  const page = path.join(root, 'build', '200.html');
  return existsSync(page) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;
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

/** Waits for the turn to build: two builds at once would trample on each other's files. */
async function turnToBuild(cache: string): Promise<() => void> {
  for (;;) {
    const lock = lockFile(path.join(cache, 'app-build.lock'));
    if (lock.held) return lock.release;
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  }
}

/**
 * Builds the app into `build/` unless it is there already for these very sources.
 *
 * @returns whether it was built now.
 * @throws StackError `BUILD_FAILED` with the end of what the build said.
 */
export async function buildApp(root: string, log: (line: string) => void): Promise<boolean> {
  const stamp = sourceStamp(root);
  if (isBuilt(root, stamp)) return false;
  const cache = path.join(root, '.cache');
  mkdirSync(cache, { recursive: true });
  const release = await turnToBuild(cache);
  try {
    if (isBuilt(root, stamp)) return false; // by another start, meanwhile
    log('Building the app (once; only again when its sources change) ...');
    const stampFile = path.join(cache, 'app-build.stamp');
    rmSync(stampFile, { force: true });
    for (const [script, args] of [
      ['@sveltejs/kit/svelte-kit.js', ['sync']],
      ['vite/bin/vite.js', ['build']],
    ] as const) {
      const { code, said } = await run(root, script, args);
      if (code !== 0) {
        const end = said.trim().split('\n').slice(-15).join('\n');
        throw new StackError('BUILD_FAILED', `The app could not be built. The build ended with:\n${end}`);
      }
    }
    writeFileSync(stampFile, stamp);
    return true;
  } finally {
    release();
  }
}
