import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { openLite } from '../lite-app.ts';
import { choosePort } from '../ports.ts';
import { placePostgres } from '../postgres/binaries.ts';
import { initCluster, startServer } from '../postgres/server.ts';
import { loadSecrets } from '../secrets.ts';
import { bootstrap, completeSystemSchemas, prepareDatabase } from './prepare.ts';

/** A database on a folder of its own, gone after `stop`. */
export type TemporaryDatabase = Readonly<{
  adminUrl: string;
  ownerUrl: string;
  /** Folder with bin/, lib/ and share/ of the server. */
  native: string;
  stop(): Promise<void>;
}>;

/**
 * Starts a fresh database as the stack would make it.
 *
 * @param options.migrated - with the project's migrations and demo data; otherwise only with the roles and schemas that
 *   a new Supabase project has.
 * @param options.root - the project's folder.
 */
export async function startTemporaryDatabase(options: {
  migrated: boolean;
  root: string;
}): Promise<TemporaryDatabase> {
  const dir = mkdtempSync(path.join(tmpdir(), 'shomei-database-'));
  const secrets = await loadSecrets(dir);
  const place = placePostgres(dir);
  await initCluster(place, secrets.databasePassword);
  const server = await startServer(place, {
    port: await choosePort(0, ''),
    password: secrets.databasePassword,
    logFile: path.join(dir, 'postgres.log'),
  });
  const admin = postgres(server.adminUrl, { max: 2, onnotice: () => undefined });
  const stop = async (): Promise<void> => {
    await admin.end({ timeout: 2 });
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    const systemSchemas = async (): Promise<void> => {
      const lite = await openLite({
        adminUrl: server.adminUrl,
        origin: 'http://127.0.0.1',
        storageDir: path.join(dir, 'storage'),
        jwtSecret: secrets.jwtSecret,
        publishableKey: secrets.publishableKey,
        secretKey: secrets.secretKey,
        sendMail: async () => undefined,
      });
      await lite.close();
    };
    if (options.migrated) {
      await prepareDatabase({
        admin,
        ownerUrl: server.ownerUrl,
        secrets,
        root: options.root,
        log: () => undefined,
        systemSchemas,
      });
    } else {
      await bootstrap(admin, secrets.databasePassword);
      await systemSchemas();
      await completeSystemSchemas(admin);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { adminUrl: server.adminUrl, ownerUrl: server.ownerUrl, native: place.native, stop };
}
