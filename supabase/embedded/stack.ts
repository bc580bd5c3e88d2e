import { rmSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import postgres from 'postgres';
import { buildApp } from './app-build.ts';
import { AuthGate } from './auth/auth-gate.ts';
import { startAuthority, type Authority } from './authority/index.ts';
import { prepareDatabase } from './database/prepare.ts';
import { emptyDataDir, openDataDir } from './data-dir.ts';
import { signedInAccounts, type StackAccount } from './stack-accounts.ts';
import { accountsPage } from './accounts-page.ts';
import { functionsEnvironment } from './functions/environment.ts';
import { FunctionsHost } from './functions/host.ts';
import { startJobTicker, type JobTicker } from './functions/job-ticker.ts';
import { startInbox, type Inbox } from './inbox.ts';
import { startSmsGateway } from './sms.ts';
import { openLite, type LiteApp } from './lite-app.ts';
import { openNetwork, type Network } from './network/network.ts';
import { close, listen, originHandler } from './origin.ts';
import { choosePort } from './ports.ts';
import { placePostgres } from './postgres/binaries.ts';
import { initCluster, startServer, stopOrphan, type PostgresServer } from './postgres/server.ts';
import { loadSecrets } from './secrets.ts';
import type { StackOptions } from './stack-options.ts';
import { trustPublication } from './trust-publication.ts';
import { openStaticApp } from './static-app.ts';

export type { StackAccount } from './stack-accounts.ts';
export type { StackOptions } from './stack-options.ts';

/** A running embedded stack. */
export type Stack = Readonly<{
  /** The app's origin on loopback, no slash at the end. */
  url: string;
  inboxUrl: string;
  smtpPort: number;
  accounts: readonly StackAccount[];
  /** The anon (publishable) key and the service (secret) key. */
  publishableKey: string;
  secretKey: string;
  jobsSecret: string;
  /** Connection address as the non-superuser `postgres`. */
  databaseUrl: string;
  /** Connection address as the superuser: for tests that look inside. */
  adminUrl: string;
  dataDir: string;
  /** The development authority, with its fault switches. */
  authority: Authority;
  /** The mail server, which tests may stop and resume. */
  inbox: Pick<Inbox, 'stop' | 'resume'>;
  network: Network | null;
  /** Starts the functions' process again, with their sources of now. */
  restartFunctions(): Promise<void>;
  /** Ends everything in order. */
  stop(): Promise<void>;
  /** Ends everything as a power cut would: nothing is told to finish. */
  kill(): Promise<void>;
}>;

const ROOT = path.resolve(import.meta.dirname, '../..');

/**
 * Starts the whole stack: database, auth, REST, storage, functions, inbox, development authority, job ticker and (with
 * `app`) the built app, behind one origin on 127.0.0.1. What was started is stopped again when a later part fails.
 *
 * @throws StackError for what a person can act on (taken port, data in use, failed migration, failed build, …).
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const log = options.log ?? (() => undefined);
  const dataDir = path.resolve(options.dataDir);
  const unlock = openDataDir(dataDir);
  const undo: (() => Promise<unknown> | unknown)[] = [unlock];
  try {
    const place = placePostgres(dataDir);
    if (place.movedTo) log(`The database runs from ${place.movedTo}: its account may not enter ${dataDir}.`);
    if (await stopOrphan(place)) log('Stopped a database that an earlier run had left behind.');
    if (options.fresh) {
      emptyDataDir(dataDir);
      rmSync(place.data, { recursive: true, force: true });
    }
    const ports = await choosePorts(options);
    const secrets = await loadSecrets(dataDir);
    const url = `http://127.0.0.1:${ports.app}`;
    const building = options.app ? buildApp(ROOT, log) : Promise.resolve(false);
    building.catch(() => undefined); // awaited below, with its error

    await initCluster(place, secrets.databasePassword);
    const server: PostgresServer = await startServer(place, {
      port: ports.postgres,
      password: secrets.databasePassword,
      logFile: path.join(dataDir, 'postgres.log'),
    });
    undo.push(() => server.stop());

    const inbox: Inbox = await startInbox({
      port: ports.inbox,
      smtpPort: ports.smtp,
      mailDir: path.join(dataDir, 'mail'),
    });
    undo.push(() => inbox.stop());
    const sms = await startSmsGateway(inbox);
    undo.push(() => sms.stop());
    const authority = await openAuthority(path.join(dataDir, 'authority'), options.authorityPort);
    undo.push(() => authority.stop());

    const admin = postgres(server.adminUrl, { max: 4, onnotice: () => undefined });
    undo.push(() => admin.end({ timeout: 2 }));
    let lite: LiteApp | undefined;
    undo.push(() => lite?.close());
    await prepareDatabase({
      admin,
      ownerUrl: server.ownerUrl,
      secrets,
      root: ROOT,
      log,
      systemSchemas: async () => {
        lite = await openLite({
          adminUrl: server.adminUrl,
          origin: url,
          storageDir: path.join(dataDir, 'storage'),
          jwtSecret: secrets.jwtSecret,
          publishableKey: secrets.publishableKey,
          secretKey: secrets.secretKey,
          sendMail: inbox.send,
        });
      },
    });
    if (!lite) throw new Error('system schemas were not opened');
    lite.keepRevokes();
    // No worker can be alive yet: what a killed run had leased goes on at once instead of when the lease runs out.
    await admin`select public.job_release()`;

    const network = options.network
      ? await openNetwork({ dataDir, port: options.networkPort, setupPort: options.networkSetupPort })
      : null;
    const functions = new FunctionsHost({
      root: ROOT,
      port: ports.functions,
      denoDir: path.join(dataDir, 'deno'),
      preload: options.functionsPreload,
      env: {
        ...functionsEnvironment({
          secrets,
          apiOrigin: url,
          publicOrigin: network?.url ?? options.publicOrigin ?? url,
          smtpPort: ports.smtp,
          authority,
        }),
        ...sms.environment,
        ...options.environment,
      },
      log,
    });
    undo.push(() => functions.stop());

    await building;
    const accounts = signedInAccounts(secrets);
    const liteFetch = lite.fetch;
    const auth = new AuthGate({
      lite: liteFetch,
      sql: admin,
      jwtSecret: secrets.jwtSecret,
      secretKey: secrets.secretKey,
      issuer: `${url}/auth/v1`,
    });
    const handler = originHandler({
      lite,
      auth,
      functions,
      app: openStaticApp(options.app ? path.join(ROOT, 'build') : path.join(dataDir, 'no-app')),
      publishableKey: secrets.publishableKey,
      pages: new Map([
        ['/demo-accounts', accountsPage(accounts)],
        ...(await trustPublication(dataDir, authority.trustList)),
      ]),
    });
    const origin = http.createServer(handler);
    await listen(origin, ports.app, '127.0.0.1');
    undo.push(() => close(origin));
    if (network) {
      undo.push(() => network.stop());
      await network.serve(handler);
    }
    await functions.ready;
    const ticker: JobTicker | null = options.tickMs
      ? startJobTicker({
          url: `${url}/functions/v1/jobs/tick`,
          secret: secrets.jobsSecret,
          everyMs: options.tickMs,
          log,
        })
      : null;
    undo.push(() => ticker?.stop());

    let ended = false;
    void server.ended.then(
      () => ended || log('The database ended unexpectedly. Start again: nothing that was confirmed is lost.'),
    );
    return {
      url,
      inboxUrl: inbox.url,
      smtpPort: inbox.smtpPort,
      accounts,
      publishableKey: secrets.publishableKey,
      secretKey: secrets.secretKey,
      jobsSecret: secrets.jobsSecret,
      databaseUrl: server.ownerUrl,
      adminUrl: server.adminUrl,
      dataDir,
      authority,
      inbox,
      network,
      restartFunctions: () => functions.restart(),
      stop: async () => {
        if (ended) return;
        ended = true;
        await undoAll(undo);
      },
      kill: async () => {
        if (ended) return;
        ended = true;
        ticker?.stop();
        functions.kill();
        server.kill();
        await undoAll(undo);
      },
    };
  } catch (error) {
    await undoAll(undo);
    throw error;
  }
}

/** Undoes in reverse order; one failure does not keep the rest from being undone. */
async function undoAll(undo: (() => Promise<unknown> | unknown)[]): Promise<void> {
  for (const step of undo.splice(0).reverse()) {
    try {
      await step();
    } catch (error) {
      console.error('[stack] stopping:', (error as Error).message);
    }
  }
}

/** At the first start on a folder a taken port gives way to any free one; later ones need the port of the first. */
async function openAuthority(dataDir: string, wanted: number | undefined): Promise<Authority> {
  const port = await choosePort(wanted, '').catch(() => 0);
  return startAuthority({ dataDir, port });
}

async function choosePorts(
  options: StackOptions,
): Promise<{ app: number; inbox: number; smtp: number; postgres: number; functions: number }> {
  const app = await choosePort(options.port, '--port');
  const inbox = await choosePort(options.inboxPort, '--inbox-port');
  const [smtp, database, functions] = [
    await choosePort(options.smtpPort, '--smtp-port'),
    await choosePort(0, ''),
    await choosePort(0, ''),
  ];
  return { app, inbox, smtp, postgres: database, functions };
}
