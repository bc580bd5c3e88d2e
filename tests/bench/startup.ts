import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Row } from './documents.ts';

/**
 * Time from `npm start` to its address being printed: first on an empty folder, then on the same folder again.
 * The app is built before the first where its sources changed, and the row says so.
 */
export async function benchStartup(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-startup-'));
  try {
    const rows: Row[] = [];
    for (const start of ['first', 'second', 'third']) rows.push({ start, ...(await startOnce(folder)) });
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startOnce(folder: string): Promise<Row> {
  const script = fileURLToPath(new URL('../../supabase/embedded/start.ts', import.meta.url));
  const begin = performance.now();
  const stack = spawn(process.execPath, [script, '--data', folder, '--port', '0', '--inbox-port', '0'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(stack, 'exit');
  let built = false;
  for await (const line of createInterface({ input: stack.stdout })) {
    built ||= /build/i.test(line);
    if (!line.startsWith('Ready after')) continue;
    const took = (performance.now() - begin) / 1000;
    stack.kill('SIGTERM');
    await ended;
    return { ready: `${took.toFixed(1)} s`, note: built ? 'app built' : '' };
  }
  await ended;
  return { ready: 'failed', note: `exit ${String(stack.exitCode)}` };
}
