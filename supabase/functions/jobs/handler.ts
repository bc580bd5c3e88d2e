import type { Context, Hono } from 'hono';
import { newApp, readBody } from '../_shared/http.ts';
import { sameSecret } from '../_shared/octets.ts';
import { Refusal } from '../_shared/refusal.ts';
<<<<<<< HEAD
import { identityWrapping } from '../_shared/storage-keys.ts';
import { healthOf } from './health.ts';
=======
import { failedDeliveries, REPORT_BYTES } from './delivery-status.ts';
>>>>>>> c5c34d3 (following: remind, extend, correct the address, and know which mails came back)
import type { JobPorts } from './ports.ts';
import { rewrapBatch } from './rewrap.ts';
import { tick } from './tick.ts';

const apps = new WeakMap<JobPorts, Hono>();

/**
<<<<<<< HEAD
 * Answers who knows the jobs' secret: `POST /jobs/tick` does the jobs that are due, `POST /jobs/rewrap` wraps a batch
 * of objects' identities anew, `GET /jobs/health` says how key, authorities and trust list are.
=======
 * Answers `POST /jobs/tick` (does the jobs that are due) and `POST /jobs/bounce` (takes a mail that came back to the
 * sender's address, whole, as the mail server hands it over). Only who knows the jobs' secret may ask.
>>>>>>> c5c34d3 (following: remind, extend, correct the address, and know which mails came back)
 *
 * @param request - path beginning with the function's name.
 */
export async function handle(request: Request, ports: JobPorts): Promise<Response> {
  let app = apps.get(ports);
  if (app === undefined) {
    app = newApp(ports.log);
<<<<<<< HEAD
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
=======
    app.post('/jobs/tick', async (c) => {
      await knowsSecret(c, ports);
      return c.json(await tick(ports));
    });
    app.post('/jobs/bounce', async (c) => {
      await knowsSecret(c, ports);
      const raw = await readBody(c.req.raw, REPORT_BYTES, 'REQUEST_INVALID');
      let bounced = 0;
      for (const failed of await failedDeliveries(raw, new URL(ports.config.origin).hostname)) {
        const known = await ports.rpc<boolean>('mail_bounced', {
          p_outbox_id: failed.outboxId,
          p_recipient: failed.recipient,
          p_status: failed.status,
        });
        if (known) bounced += 1;
      }
      return c.json({ bounced });
    });
>>>>>>> c5c34d3 (following: remind, extend, correct the address, and know which mails came back)
    apps.set(ports, app);
  }
  return await app.fetch(request);
}

async function knowsSecret(c: Context, ports: JobPorts): Promise<void> {
  const given = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? '';
  if (!(await sameSecret(given, ports.config.jobsSecret))) throw new Refusal('SIGN_IN_REQUIRED');
}
