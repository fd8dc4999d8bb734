import { ModeKeeperError, may, type Permission, type Role, rolesWith } from '@modekeeper/contracts';
import type { VerbCtx } from './context.ts';

/** @throws ModeKeeperError `forbidden`, naming the roles that may */
export function requirePermission(ctx: Pick<VerbCtx, 'role'>, permission: Permission): void {
  if (may(ctx.role, permission)) return;
  throw forbidden(permission, ctx.role);
}

export function forbidden(permission: Permission, role: Role | null): ModeKeeperError {
  return new ModeKeeperError({
    code: 'forbidden',
    message: `Your role${role === null ? '' : ` (${role})`} does not allow this; it takes ${rolesWith(permission).join(' or ')}.`,
    hint: 'Ask an owner or admin of the organisation.',
  });
}
