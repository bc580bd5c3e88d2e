import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { choosePort } from '../ports.ts';
import { placePostgres, type PostgresPlace } from './binaries.ts';
import { initCluster, startServer, stopOrphan } from './server.ts';

function place(): PostgresPlace {
  const dir = mkdtempSync(path.join(tmpdir(), 'shomei-server-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return placePostgres(dir);
}

test('a half-made cluster is made anew, and a server left behind is stopped', async () => {
  const where = place();
  writeFileSync(`${where.data}.new.1`, 'left by a killed start');
  await initCluster(where, 'password');
  expect(existsSync(`${where.data}.new.1`)).toBe(false);
  const logFile = path.join(path.dirname(where.data), 'log');
  const server = await startServer(where, { port: await choosePort(0, ''), password: 'password', logFile });
  expect(await stopOrphan(where)).toBe(true);
  await server.ended;
  expect(await stopOrphan(where)).toBe(false);
});

test('a pid file whose number belongs to another program stops nobody', async () => {
  const where = place();
  await initCluster(where, 'password');
  const pidFile = path.join(where.data, 'postmaster.pid');
  writeFileSync(pidFile, `${process.pid}\n`);
  if (where.account) chownSync(pidFile, where.account.uid, where.account.gid);
  expect(await stopOrphan(where)).toBe(false);
  expect(existsSync(pidFile)).toBe(false);
});
