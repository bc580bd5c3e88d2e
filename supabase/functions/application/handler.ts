import type { Hono } from 'hono';
import { newApp } from '../_shared/http.ts';
import { addNoticeRoutes } from '../_shared/notice-routes.ts';
import type { Ports } from '../_shared/ports.ts';
import { applicantActor, ticketHash } from './applicant.ts';
import { addAttachmentRoutes } from './attachment.ts';
import { addCaseRoutes } from './case.ts';
import { addFormRoutes } from './form.ts';
import { addInquiryRoutes } from './inquiry.ts';
import { addReviewRoutes } from './review.ts';

const apps = new WeakMap<Ports, Hono>();

/**
 * Answers `/application/…`: the public forms, for applications and for inquiries, and what staff do with rules, cases and applications. Applicants show a
 * ticket (`x-application-ticket`) that a mailed code gave them, staff their access token; SQL decides.
 *
 * @param request - path beginning with the function's name.
 */
export async function handle(request: Request, ports: Ports): Promise<Response> {
  let app = apps.get(ports);
  if (app === undefined) {
    app = newApp(ports.log);
    addCaseRoutes(app, ports);
    addReviewRoutes(app, ports);
    addAttachmentRoutes(app, ports);
    addFormRoutes(app, ports);
    addInquiryRoutes(app, ports);
    addNoticeRoutes(app, ports, '/application/notices', async (c, act) => {
      const actor = await applicantActor(c, ports);
      return act({ actor, holder: 'ticket', tokenHash: await ticketHash(c) });
    });
    apps.set(ports, app);
  }
  return await app.fetch(request);
}
