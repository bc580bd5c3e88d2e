import type { Hono } from 'hono';
import { newApp, UUID } from '../_shared/http.ts';
import { logRefusal } from '../_shared/log-refusal.ts';
import type { Ports } from '../_shared/ports.ts';
import { Refusal } from '../_shared/refusal.ts';
import { addContentRoutes } from './content.ts';
import { addDraftRoutes } from './draft.ts';
import { addSendRoutes } from './send.ts';
import { actorOf } from './staff.ts';
import { addUploadRoutes } from './upload.ts';
import { addProceedingRoutes } from './proceeding.ts';

const apps = new WeakMap<Ports, Hono>();

/**
 * Answers `/envelope/…`: the acts of staff. Every route needs an access token, and SQL decides.
 *
 * @param request - path beginning with the function's name.
 */
export async function handle(request: Request, ports: Ports): Promise<Response> {
  let app = apps.get(ports);
  if (app === undefined) {
    app = newApp(ports.log);
    logRefusals(app, ports);
    // Fixed words before `/:id`, so that no word is taken for an envelope.
    addDraftRoutes(app, ports);
    addUploadRoutes(app, ports);
    addContentRoutes(app, ports);
    addSendRoutes(app, ports);
    addProceedingRoutes(app, ports);
    apps.set(ports, app);
  }
  return await app.fetch(request);
}

/** Refused acts on an envelope go into its operation log; what names no envelope leaves no trace. */
function logRefusals(app: Hono, ports: Ports): void {
  app.use('/envelope/:id/:act', async (c, next) => {
    await next();
    const envelopeId = c.req.param('id');
    const actor = actorOf(c);
    if (c.error instanceof Refusal && actor !== undefined && UUID.test(envelopeId)) {
      await logRefusal(ports, { actor, envelopeId, tokenHash: null }, c.error);
    }
  });
}
