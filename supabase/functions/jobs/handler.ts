import type { Hono } from 'hono';
import { newApp, readBody } from '../_shared/http.ts';
import { sameSecret } from '../_shared/octets.ts';
import { Refusal } from '../_shared/refusal.ts';
import { identityWrapping } from '../_shared/storage-keys.ts';
import { failedDeliveries, REPORT_BYTES } from './delivery-status.ts';
import { healthOf } from './health.ts';
import type { JobPorts } from './ports.ts';
import { rewrapBatch } from './rewrap.ts';
import { tick } from './tick.ts';

const apps = new WeakMap<JobPorts, Hono>();

/**
 * Answers who knows the jobs' secret: `POST /jobs/tick` does the jobs that are due, `POST /jobs/bounce` takes a mail
 * that came back to the sender's address, `POST /jobs/rewrap` wraps a batch of objects' identities anew,
 * `GET /jobs/health` says how key, authorities and trust list are.
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
    app.post('/jobs/bounce', async (c) => c.json({ bounced: await takeReport(c.req.raw, ports) }));
    app.post('/jobs/rewrap', async (c) =>
      c.json(await rewrapBatch(ports.rpc, identityWrapping(ports.config.storage))),
    );
    app.get('/jobs/health', async (c) => c.json(await healthOf(ports)));
    apps.set(ports, app);
  }
  return await app.fetch(request);
}

/** Takes one mail whole, as the mail server hands it over; answers how many parties it says cannot be reached. */
async function takeReport(request: Request, ports: JobPorts): Promise<number> {
  const raw = await readBody(request, REPORT_BYTES, 'REQUEST_INVALID');
  let bounced = 0;
  for (const failed of await failedDeliveries(raw, new URL(ports.config.origin).hostname)) {
    const known = await ports.rpc<boolean>('mail_bounced', {
      p_outbox_id: failed.outboxId,
      p_recipient: failed.recipient,
      p_status: failed.status,
    });
    if (known) bounced += 1;
  }
  return bounced;
}
