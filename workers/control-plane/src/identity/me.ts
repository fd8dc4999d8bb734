import type { z } from '@hono/zod-openapi';
import { identityRows, memberRows, organizationRows, platformRows } from '@modekeeper/db';
import { apiTime } from '../http/paging.ts';
import type { UserCtx } from '../platform/context.ts';
import { tenantContext } from '../platform/placement.ts';
import { STEP_UP_VALID_MS } from '../platform/step-up.ts';
import type { meSchema } from './schemas.ts';
import { stepUpMethods } from './step-up.ts';

/** The signed-in person, their organizations with the role in each, and how fresh their second factor is. */
export async function me(ctx: UserCtx): Promise<z.infer<typeof meSchema>> {
  const tenants = await organizationRows.tenantsOf(ctx.platform, ctx.user.id);
  const [stepUp, has_passkey, ...organizations] = await Promise.all([
    platformRows.findStepUp(ctx.platform, ctx.session.id, ctx.now_ms - STEP_UP_VALID_MS),
    identityRows.hasPasskey(ctx.platform, ctx.user.id),
    ...tenants.map((tenant_id) => membership(ctx, tenant_id)),
  ]);
  return {
    user: ctx.user,
    session: { id: ctx.session.id, expires_at: apiTime(ctx.session.expires_at_ms) },
    organizations: organizations.filter((one) => one !== undefined),
    step_up_until: stepUp === undefined ? null : apiTime(stepUp.at_ms + STEP_UP_VALID_MS),
    step_up_methods: stepUpMethods(ctx.config),
    has_passkey,
  };
}

async function membership(ctx: UserCtx, tenant_id: string) {
  const tenant = tenantContext(ctx.env, ctx.config, tenant_id);
  const [organization, role] = await Promise.all([organizationRows.find(tenant), memberRows.roleOf(tenant, ctx.user.id)]);
  return organization === undefined || role === undefined ? undefined : { id: tenant_id, name: organization.name, role };
}
