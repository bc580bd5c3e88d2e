import type { Hono } from 'hono';
import { newApp } from '../_shared/http.ts';
import { addNoticeRoutes } from '../_shared/notice-routes.ts';
import type { Ports } from '../_shared/ports.ts';
import { addAccountRoutes } from './account.ts';
import { addContractRoutes } from './contracts.ts';
import { addPasskeyRoutes } from './passkeys.ts';
import { addRedactedCopyRoutes } from './redacted-copy.ts';
import { sessionHash, visitor } from './visitor.ts';

const apps = new WeakMap<Ports, Hono>();

/**
 * Answers `/shelf/…`: the contractor's shelf (M61). A mailed code gives a session, whose token travels in the header
 * `x-shelf-session`; an access token of staff is nothing here, and this token is nothing anywhere else.
 *
 * @param request - path beginning with the function's name.
 */
export async function handle(request: Request, ports: Ports): Promise<Response> {
  let app = apps.get(ports);
  if (app === undefined) {
    app = newApp(ports.log);
    addAccountRoutes(app, ports);
    addContractRoutes(app, ports);
    addPasskeyRoutes(app, ports);
    addRedactedCopyRoutes(app, ports);
    addNoticeRoutes(app, ports, '/shelf/notices', async (c, act) => {
      const actor = await visitor(c, ports);
      return act({ actor, holder: 'shelf', tokenHash: await sessionHash(c) });
    });
    apps.set(ports, app);
  }
  return await app.fetch(request);
}
