import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startStack } from '../../supabase/embedded/stack.ts';
import type { StageFacts } from './stage.ts';

/** Starts one stack on a folder of its own and tells the tests where it is; answers what ends it. */
export default async function setup(): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'shomei-e2e-'));
  const stack = await startStack({ dataDir, app: true, tickMs: 500 });
  const facts: StageFacts = {
    url: stack.url,
    inboxUrl: stack.inboxUrl,
    publishableKey: stack.publishableKey,
    adminUrl: stack.adminUrl,
    notesDir: dataDir,
    accounts: stack.accounts.map((account) => ({ ...account })),
  };
  process.env['SHOMEI_E2E'] = JSON.stringify(facts);
  return async () => {
    await stack.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
