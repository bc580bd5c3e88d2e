import type { Hono } from 'hono';
import * as v from 'valibot';
import { LIMITS, MEMBERSHIP_ROLES } from '../_shared/core.ts';
import { readJson, uuidParam } from '../_shared/http.ts';
import type { Ports } from '../_shared/ports.ts';
import { staffActor } from '../_shared/staff-actor.ts';

const name = v.pipe(v.string(), v.maxLength(LIMITS.nameChars));
const roles = v.pipe(
  v.array(
    v.object({
      departmentId: v.nullable(v.pipe(v.string(), v.uuid())),
      role: v.picklist(MEMBERSHIP_ROLES),
    }),
  ),
  v.maxLength(LIMITS.nameChars),
);
const invitationSchema = v.object({ email: name, displayName: name, roles });
const memberSchema = v.object({ displayName: name, roles });
const principalSchema = v.object({
  title: v.optional(v.nullable(name), null),
  principalName: v.optional(v.nullable(name), null),
  departmentId: v.optional(v.nullable(v.pipe(v.string(), v.uuid())), null),
  authority: v.optional(v.nullable(name), null),
  active: v.optional(v.boolean(), true),
});

const departmentSchema = v.object({
  name,
  contactName: v.nullable(name),
  contactPhone: v.nullable(name),
  contactHours: v.nullable(name),
  contactEmail: v.nullable(v.pipe(v.string(), v.maxLength(254))),
  closed: v.boolean(),
});

/** Members of staff, 担当課 and 名義人, by administrators. SQL decides first; what the auth service must know follows. */
export function addMemberRoutes(app: Hono, ports: Ports): void {
  app.post('/envelope/municipalities/:id/invitations', async (c) => {
    const actor = await staffActor(c, ports);
    const invitationId = await ports.rpc<string>('staff_member_invite', {
      p_actor: actor,
      p_municipality_id: uuidParam(c, 'id', 'MUNICIPALITY_NOT_FOUND'),
      p_member: await readJson(c, invitationSchema),
    });
    ports.nudge();
    return c.json({ invitationId }, 201);
  });

  app.delete('/envelope/invitations/:id', async (c) => {
    await ports.rpc('staff_invitation_cancel', {
      p_actor: await staffActor(c, ports),
      p_invitation_id: uuidParam(c, 'id', 'INVITATION_UNKNOWN'),
    });
    return c.json({});
  });

  app.put('/envelope/municipalities/:id/members/:user', async (c) => {
    const actor = await staffActor(c, ports);
    const userId = uuidParam(c, 'user', 'MEMBER_NOT_FOUND');
    await ports.rpc('staff_member_save', {
      p_actor: actor,
      p_municipality_id: uuidParam(c, 'id', 'MUNICIPALITY_NOT_FOUND'),
      p_user_id: userId,
      p_member: await readJson(c, memberSchema),
    });
    // Who comes back may sign in again.
    await ports.accounts.setBarred(userId, false);
    return c.json({});
  });

  app.post('/envelope/municipalities/:id/members/:user/deactivate', async (c) => {
    const actor = await staffActor(c, ports);
    const userId = uuidParam(c, 'user', 'MEMBER_NOT_FOUND');
    const { elsewhere } = await ports.rpc<{ elsewhere: boolean }>('staff_member_deactivate', {
      p_actor: actor,
      p_municipality_id: uuidParam(c, 'id', 'MUNICIPALITY_NOT_FOUND'),
      p_user_id: userId,
    });
    // From here on every act and every read is refused; barring the account ends the sign-in as well.
    if (!elsewhere) await ports.accounts.setBarred(userId, true);
    return c.json({});
  });

  app.post('/envelope/municipalities/:id/members/:user/factor-reset', async (c) => {
    const actor = await staffActor(c, ports);
    await ports.rpc('staff_factor_reset_request', {
      p_actor: actor,
      p_municipality_id: uuidParam(c, 'id', 'MUNICIPALITY_NOT_FOUND'),
      p_user_id: uuidParam(c, 'user', 'MEMBER_NOT_FOUND'),
    });
    return c.json({}, 201);
  });

  app.post('/envelope/factor-resets/:id/approve', async (c) => {
    const actor = await staffActor(c, ports);
    const resetId = uuidParam(c, 'id', 'RESET_NOT_FOUND');
    const userId = await ports.rpc<string>('staff_factor_reset_approve', {
      p_actor: actor,
      p_reset_id: resetId,
    });
    await ports.accounts.clearFactors(userId);
    await ports.rpc('staff_factor_reset_done', { p_actor: actor, p_reset_id: resetId });
    return c.json({});
  });

  app.delete('/envelope/factor-resets/:id', async (c) => {
    await ports.rpc('staff_factor_reset_cancel', {
      p_actor: await staffActor(c, ports),
      p_reset_id: uuidParam(c, 'id', 'RESET_NOT_FOUND'),
    });
    return c.json({});
  });

  app.put('/envelope/municipalities/:id/departments/:department', async (c) => {
    const actor = await staffActor(c, ports);
    const department = c.req.param('department');
    const departmentId = await ports.rpc<string>('staff_department_save', {
      p_actor: actor,
      p_municipality_id: uuidParam(c, 'id', 'MUNICIPALITY_NOT_FOUND'),
      p_department_id: department === 'new' ? null : uuidParam(c, 'department', 'DEPARTMENT_NOT_FOUND'),
      p_department: await readJson(c, departmentSchema),
    });
    return c.json({ departmentId });
  });

  app.put('/envelope/municipalities/:id/principals/:signer', async (c) => {
    const actor = await staffActor(c, ports);
    const signer = c.req.param('signer');
    await ports.rpc('staff_principal_save', {
      p_actor: actor,
      p_municipality_id: uuidParam(c, 'id', 'MUNICIPALITY_NOT_FOUND'),
      p_signer_id: signer === 'new' ? null : uuidParam(c, 'signer', 'SIGNER_NOT_FOUND'),
      p_signer: await readJson(c, principalSchema),
    });
    return c.json({});
  });
}
