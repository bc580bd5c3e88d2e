/**
 * The process that gets killed: a stack on a given folder and given ports, without the app.
 *
 * Prints one JSON line when it is ready and then waits. Everything it starts ends with it or is stopped by the
 * next start; the harness kills it with SIGKILL, together with whatever it started or alone.
 */
import path from 'node:path';
import { startStack } from '../../supabase/embedded/stack.ts';

const [dataDir, port, inboxPort, smtpPort, gate] = process.argv.slice(2);
if (dataDir === undefined || gate === undefined) throw new Error('victim.ts DATA PORT INBOX SMTP GATE');
const stack = await startStack({
  dataDir,
  port: Number(port),
  inboxPort: Number(inboxPort),
  smtpPort: Number(smtpPort),
  tickMs: 500,
  functionsPreload: path.join(import.meta.dirname, 'port-gate.ts'),
  environment: { SHOMEI_CRASH_GATE: gate },
});
const { url, inboxUrl, publishableKey, adminUrl, accounts } = stack;
console.log(
  JSON.stringify({
    url,
    inboxUrl,
    publishableKey,
    adminUrl,
    anchorsPem: stack.authority.anchorsPem,
    accounts: accounts.map(({ id, email, municipality, role, password, totpSecret }) => ({
      id,
      email,
      municipality,
      role,
      password,
      totpSecret,
    })),
  }),
);
process.on('SIGTERM', () => void stack.stop().then(() => process.exit(0)));
