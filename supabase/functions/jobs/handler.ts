import type { Hono } from 'hono';
import { newApp } from '../_shared/http.ts';
import { sameSecret } from '../_shared/octets.ts';
import { Refusal } from '../_shared/refusal.ts';
import type { JobPorts } from './ports.ts';
import { tick } from './tick.ts';

const apps = new WeakMap<JobPorts, Hono>();

/**
 * Answers `POST /jobs/tick`: does the jobs that are due. Only who knows the jobs' secret may ask.
 *
 * @param request - path beginning with the function's name.
 */
export async function handle(request: Request, ports: JobPorts): Promise<Response> {
  let app = apps.get(ports);
  if (app === undefined) {
    app = newApp(ports.log);
    app.post('/jobs/tick', async (c) => {
      const given = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? '';
      if (!(await sameSecret(given, ports.config.jobsSecret))) throw new Refusal('SIGN_IN_REQUIRED');
      return c.json(await tick(ports));
    });
    apps.set(ports, app);
  }
  return await app.fetch(request);
}
