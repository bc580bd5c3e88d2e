import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { choosePort } from '../ports.ts';
import { denoBinary } from './deno-binary.ts';

let folder: string;
let router: ChildProcess;
let url: string;
const said: string[] = [];

function write(name: string, source: string): void {
  mkdirSync(path.join(folder, name), { recursive: true });
  writeFileSync(path.join(folder, name, 'index.ts'), source);
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'shomei-router-'));
  write('good', `Deno.serve(() => new Response('good'));`);
  write('broken', `import './missing.ts';`);
  write('other', `throw new Error('no\\nsetting');`);
  write('failing', `Deno.serve(() => { throw new Error('of its own'); });`);
  const port = await choosePort(0, '');
  url = `http://127.0.0.1:${String(port)}`;
  const args = ['run', '--quiet', '--no-check', '--no-config', '--no-lock', '--no-prompt'];
  const allowed = ['--allow-net=127.0.0.1', '--allow-env', `--allow-read=${folder}`];
  router = spawn(denoBinary(), [...args, ...allowed, path.join(import.meta.dirname, 'router.ts')], {
    env: { HOME: folder, DENO_DIR: folder, NO_COLOR: '1', FN_DIR: folder, FN_PORT: String(port) },
    stdio: 'pipe',
  });
  await new Promise<void>((resolve) => {
    const hear = (data: Buffer): void => {
      said.push(
        ...data
          .toString()
          .split('\n')
          .filter((line) => line !== ''),
      );
      if (said.includes('functions ready')) resolve();
    };
    router.stdout?.on('data', hear);
    router.stderr?.on('data', hear);
  });
}, 60_000);
afterAll(async () => {
  const ended = once(router, 'exit');
  router.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
});

async function ask(name: string): Promise<number> {
  const answer = await fetch(`${url}/${name}`);
  await answer.body?.cancel();
  return answer.status;
}

test('says once, in one line, that a function cannot be loaded, and serves the others', async () => {
  expect([await ask('broken'), await ask('broken'), await ask('other'), await ask('other')]).toEqual([
    500, 500, 500, 500,
  ]);
  expect([await ask('good'), await ask('nowhere')]).toEqual([200, 404]);
  await expect
    .poll(() => said.filter((line) => line !== 'functions ready'))
    .toEqual([
      expect.stringMatching(/^\[functions\] broken cannot be loaded: .*missing\.ts/),
      '[functions] other cannot be loaded: no',
    ]);
});

test('answers for a function that throws, and keeps serving', async () => {
  expect(await ask('failing')).toBe(500);
  expect(await ask('good')).toBe(200);
});
