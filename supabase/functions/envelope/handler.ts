import type { Hono } from 'hono';
import { newApp } from '../_shared/http.ts';
import type { Ports } from '../_shared/ports.ts';
import { addContentRoutes } from './content.ts';
import { addDraftRoutes } from './draft.ts';
import { addSendRoutes } from './send.ts';
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
