import type { Hono } from 'hono';
import { newApp } from '../_shared/http.ts';
import { addNoticeRoutes } from '../_shared/notice-routes.ts';
import type { Ports } from '../_shared/ports.ts';
import { addActRoutes } from './act.ts';
import { addContentRoutes } from './content.ts';
import { addReaderRoutes } from './reader.ts';
import { addDraftCopyRoutes } from './draft-copy.ts';
import { addRedactedCopyRoutes } from './redacted-copy.ts';
import { addGuaranteeRoutes } from './guarantee.ts';
import { forHolder } from './holder.ts';

const apps = new WeakMap<Ports, Hono>();

/**
 * Answers `/signing/…`: what the holder of a link reads and does. The token travels in the header
 * `x-link-token`, never in an address, so that no server log keeps it.
 *
 * @param request - path beginning with the function's name.
 */
export async function handle(request: Request, ports: Ports): Promise<Response> {
  let app = apps.get(ports);
  if (app === undefined) {
    app = newApp(ports.log);
    addActRoutes(app, ports);
    addContentRoutes(app, ports);
    addReaderRoutes(app, ports);
    addGuaranteeRoutes(app, ports);
    addDraftCopyRoutes(app, ports);
    addRedactedCopyRoutes(app, ports);
    addNoticeRoutes(app, ports, '/signing/notices', (c, act) =>
      forHolder(c, ports, (holder) => act({ ...holder, holder: 'link' })),
    );
    apps.set(ports, app);
  }
  return await app.fetch(request);
}
