import type { Hono } from 'hono';
import { newApp, UUID } from '../_shared/http.ts';
import { logRefusal } from '../_shared/log-refusal.ts';
import { addNoticeRoutes } from '../_shared/notice-routes.ts';
import type { Ports } from '../_shared/ports.ts';
import { Refusal } from '../_shared/refusal.ts';
import { addAdministrationRoutes } from './administration.ts';
import { addBatchRoutes } from './batches.ts';
import { addContentRoutes } from './content.ts';
import { addCouncilRoutes } from './council.ts';
import { addDraftCopyRoutes } from './draft-copy.ts';
import { addDraftRoutes } from './draft.ts';
import { addGuaranteeRoutes } from './guarantee.ts';
import { addJoinRoutes } from './join.ts';
import { addLedgerRoutes } from './ledger.ts';
import { addMemberRoutes } from './members.ts';
import { addSearchRoutes } from './searches.ts';
import { addSendRoutes } from './send.ts';
import { actorOf, staffActor } from '../_shared/staff-actor.ts';
import { addTemplateRoutes } from './templates.ts';
import { addTextRoutes } from './texts.ts';
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
    addAdministrationRoutes(app, ports);
    addMemberRoutes(app, ports);
    addNoticeRoutes(app, ports, '/envelope/notices', async (c, act) =>
      act({ actor: await staffActor(c, ports), holder: 'staff', tokenHash: null }),
    );
    addTextRoutes(app, ports);
    addSearchRoutes(app, ports);
    addTemplateRoutes(app, ports);
    addBatchRoutes(app, ports);
    addJoinRoutes(app, ports);
    addLedgerRoutes(app, ports);
    addDraftRoutes(app, ports);
    addGuaranteeRoutes(app, ports);
    addCouncilRoutes(app, ports);
    addDraftCopyRoutes(app, ports);
    addUploadRoutes(app, ports);
    addContentRoutes(app, ports);
    addSendRoutes(app, ports);
    addProceedingRoutes(app, ports);
    apps.set(ports, app);
  }
  return await app.fetch(request);
}

/** Routes whose `:id` names something on which an act may be refused. */
const LOGGED = {
  '/envelope/:id/:act': 'envelope',
  '/envelope/drafts/:id': 'envelope',
  '/envelope/documents/:id/*': 'document',
  '/envelope/parties/:id/*': 'party',
  '/envelope/uploads/:id/*': 'upload',
} as const;

/** Refused acts go into the operation log of the envelope concerned; what names no envelope leaves no trace. */
function logRefusals(app: Hono, ports: Ports): void {
  for (const [path, kind] of Object.entries(LOGGED)) {
    app.use(path, async (c, next) => {
      // Read before the act: afterwards the names are those of the act's own route.
      const id = c.req.param('id') ?? '';
      await next();
      const actor = actorOf(c);
      if (c.error instanceof Refusal && actor !== undefined && UUID.test(id)) {
        await logRefusal(ports, { actor, on: { kind, id } }, c.error);
      }
    });
  }
}
