import { ModeKeeperError, organizationIdSchema } from '@modekeeper/contracts';
import { memberRows, organizationRows } from '@modekeeper/db';
import type { MemberCtx, UserCtx } from '../platform/context.ts';
import { tenantContext } from '../platform/placement.ts';
import { notFound } from '../platform/problems.ts';

/**
 * The tenant's context for a member. Whoever belongs to exactly one organization may leave the name out.
 * @throws ModeKeeperError `not_found` for an organization that is missing or not theirs, `organization_required`
 */
export async function memberContext(ctx: UserCtx, named: string | undefined): Promise<MemberCtx> {
  const tenant_id = named ?? (await onlyOrganization(ctx));
  if (!organizationIdSchema.safeParse(tenant_id).success) throw notFound('organisation');
  const tenant = tenantContext(ctx.env, ctx.config, tenant_id);
  const role = await memberRows.roleOf(tenant, ctx.user.id);
  if (role === undefined) throw notFound('organisation');
  return { ...ctx, ...tenant, role };
}

async function onlyOrganization(ctx: UserCtx): Promise<string> {
  const [first, ...others] = await organizationRows.tenantsOf(ctx.platform, ctx.user.id);
  if (first !== undefined && others.length === 0) return first;
  throw new ModeKeeperError({
    code: 'organization_required',
    message:
      first === undefined
        ? 'You do not belong to an organisation yet.'
        : 'You belong to several organisations, and the request names none.',
    hint:
      first === undefined
        ? 'Make one with POST /v1/organizations, or accept an invitation.'
        : 'Send the header ModeKeeper-Organization with the id of one of yours (GET /v1/organizations lists them).',
  });
}
