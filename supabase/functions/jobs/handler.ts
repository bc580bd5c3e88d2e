import type { Hono } from 'hono';
import { newApp } from '../_shared/http.ts';
import { sameSecret } from '../_shared/octets.ts';
import { Refusal } from '../_shared/refusal.ts';
import { identityWrapping } from '../_shared/storage-keys.ts';
import { healthOf } from './health.ts';
import type { JobPorts } from './ports.ts';
import { rewrapBatch } from './rewrap.ts';
import { tick } from './tick.ts';

const apps = new WeakMap<JobPorts, Hono>();

/**
 * Answers who knows the jobs' secret: `POST /jobs/tick` does the jobs that are due, `POST /jobs/rewrap` wraps a batch
 * of objects' identities anew, `GET /jobs/health` says how key, authorities and trust list are.
 *
 * @param request - path beginning with the function's name.
 */
export async function handle(request: Request, ports: JobPorts): Promise<Response> {
  let app = apps.get(ports);
  if (app === undefined) {
    app = newApp(ports.log);
    app.use('/jobs/*', async (c, next) => {
      const given = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? '';
      if (!(await sameSecret(given, ports.config.jobsSecret))) throw new Refusal('SIGN_IN_REQUIRED');
      await next();
    });
    app.post('/jobs/tick', async (c) => c.json(await tick(ports)));
    app.post('/jobs/rewrap', async (c) =>
      c.json(await rewrapBatch(ports.rpc, identityWrapping(ports.config.storage))),
    );
    app.get('/jobs/health', async (c) => c.json(await healthOf(ports)));
    apps.set(ports, app);
  }
  return await app.fetch(request);
}
