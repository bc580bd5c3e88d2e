import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Faults } from '../../supabase/embedded/authority/answers.ts';
import { startStack, type Stack } from '../../supabase/embedded/stack.ts';
import { openPushService } from './push-service.ts';
import type { StageFacts } from './stage.ts';

/** A door on loopback through which the tests' own processes make the authority fail. */
async function openFaults(stack: Stack): Promise<http.Server> {
  const server = http.createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => (text += part));
    request.on('end', () => {
      stack.authority.setFaults(JSON.parse(text) as Faults);
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** Starts one stack on a folder of its own and tells the tests where it is; answers what ends it. */
export default async function setup(): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'shomei-e2e-'));
  const push = await openPushService();
  const environment = { SHOMEI_PUSH_SERVICES: push.url };
  const stack = await startStack({ dataDir, app: true, tickMs: 500, environment });
  const faults = await openFaults(stack);
  const facts: StageFacts = {
    url: stack.url,
    inboxUrl: stack.inboxUrl,
    publishableKey: stack.publishableKey,
    adminUrl: stack.adminUrl,
    secretKey: stack.secretKey,
    jobsSecret: stack.jobsSecret,
    faultsUrl: `http://127.0.0.1:${String((faults.address() as AddressInfo).port)}`,
    pushUrl: push.url,
    notesDir: dataDir,
    accounts: stack.accounts.map((account) => ({ ...account })),
  };
  process.env['SHOMEI_E2E'] = JSON.stringify(facts);
  return async () => {
    faults.close();
    push.close();
    await stack.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
