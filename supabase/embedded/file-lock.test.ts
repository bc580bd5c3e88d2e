import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lockFile } from './file-lock.ts';

function place(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'shomei-lock-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return path.join(folder, 'x.lock');
}

test('a lock held by a living process is refused with its number', () => {
  const file = place();
  const first = lockFile(file);
  expect(first.held).toBe(true);
  expect(lockFile(file)).toEqual({ held: false, pid: process.pid });
  if (first.held) first.release();
  expect(existsSync(file)).toBe(false);
});

test('a lock left by a killed process is taken over', () => {
  const file = place();
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  writeFileSync(file, JSON.stringify({ pid: gone, startedAt: '1' }));
  expect(lockFile(file).held).toBe(true);
});

test('a lock whose number now belongs to another process is taken over', () => {
  const file = place();
  writeFileSync(file, JSON.stringify({ pid: process.pid, startedAt: '1' }));
  expect(lockFile(file).held).toBe(!existsSync('/proc/self/stat') ? false : true);
});

test('a lock torn by a kill is taken over', () => {
  const file = place();
  writeFileSync(file, '{"pid":');
  expect(lockFile(file).held).toBe(true);
});
