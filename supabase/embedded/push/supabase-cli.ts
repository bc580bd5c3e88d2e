import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The supabase CLI from npm on a copy of the project's `supabase/` folder, so that it writes nothing into the tree. */
export type SupabaseCli = Readonly<{
  /** Runs one command; rejects with what it said where it fails. Answers its standard output. */
  run(...args: string[]): Promise<string>;
  close(): void;
}>;

/** @param root - the project's folder. */
export function openSupabaseCli(root: string): SupabaseCli {
  // The binary's own package: the wrapper names platforms that not every registry has, and then `npm ci` fails.
  const require = createRequire(import.meta.url);
  const binary = path.join(
    path.dirname(require.resolve('@supabase/cli-linux-x64/package.json')),
    'bin/supabase',
  );
  const workdir = mkdtempSync(path.join(tmpdir(), 'shomei-push-'));
  mkdirSync(path.join(workdir, 'supabase'));
  for (const part of ['config.toml', 'seed.sql', 'migrations', 'templates']) {
    const from = path.join(root, 'supabase', part);
    if (existsSync(from)) cpSync(from, path.join(workdir, 'supabase', part), { recursive: true });
  }
  return {
    run: (...args) =>
      new Promise((resolve, reject) => {
        const child = spawn(binary, [...args, '--workdir', workdir, '--agent', 'no'], {
          cwd: workdir,
          stdio: ['ignore', 'pipe', 'pipe'],
          env: {
            PATH: process.env['PATH'] ?? '',
            HOME: workdir,
            DO_NOT_TRACK: '1',
            SUPABASE_TELEMETRY_DISABLED: '1',
            NO_COLOR: '1',
            CI: '1',
          },
        });
        let [out, said] = ['', ''];
        child.stdout.on('data', (d: Buffer) => {
          out += d.toString();
          said += d.toString();
        });
        child.stderr.on('data', (d: Buffer) => (said += d.toString()));
        child.once('error', reject);
        child.once('exit', (code) =>
          code === 0
            ? resolve(out)
            : reject(new Error(`supabase ${args.join(' ')} ended with ${code}:\n${said}`)),
        );
      }),
    close: () => rmSync(workdir, { recursive: true, force: true }),
  };
}
