import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readTar } from './tar.ts';

/**
 * Puts pgTAP where the server looks for extensions. It comes with PGlite, which @supabase/lite brings: plain SQL, so
 * that the same files serve any Postgres.
 *
 * @param native - folder with bin/, lib/ and share/ of the server.
 */
export function installPgtap(native: string): void {
  const folder = path.join(native, 'share/postgresql/extension');
  if (existsSync(path.join(folder, 'pgtap.control'))) return;
  const lite = createRequire(import.meta.resolve('@supabase/lite'));
  const archive = path.join(path.dirname(lite.resolve('@electric-sql/pglite')), 'pgtap.tar.gz');
  const files = readTar(gunzipSync(readFileSync(archive))).filter((f) =>
    f.name.startsWith('share/postgresql/extension/'),
  );
  // The control file last: it is what says that pgTAP is there.
  files.sort((a, b) => Number(a.name.endsWith('.control')) - Number(b.name.endsWith('.control')));
  for (const file of files) writeFileSync(path.join(folder, path.basename(file.name)), file.content);
}
