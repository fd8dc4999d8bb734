import { ModeKeeperError } from '@modekeeper/contracts';
import type { Role } from '../members/schemas.ts';
import type { VerbCtx } from './context.ts';

/** Who may do what. The one table; every verb names its permission. */
export const PERMISSIONS = {
  'organization.read': ['owner', 'admin', 'approver', 'viewer'],
  'member.manage': ['owner', 'admin'],
  'owner.manage': ['owner'],
  'invitation.manage': ['owner', 'admin'],
  'environment.create': ['owner', 'admin'],
  'cluster.read': ['owner', 'admin', 'approver', 'viewer'],
  'cluster.manage': ['owner', 'admin'],
  'passport.read': ['owner', 'admin', 'approver', 'viewer'],
  'passport.write': ['owner', 'admin'],
  'passport.publish': ['owner', 'admin'],
  'plan.read': ['owner', 'admin', 'approver', 'viewer'],
  'plan.approve': ['owner', 'admin', 'approver'],
  'plan.reject': ['owner', 'admin', 'approver'],
  'plan.cancel': ['owner', 'admin', 'approver'],
  'plan.resolve': ['owner', 'admin', 'approver'],
  // Stopping is for everybody who may act; starting again is for those who answer for it.
  'kill.engage': ['owner', 'admin', 'approver'],
  'kill.lift': ['owner', 'admin'],
  'audit.read': ['owner', 'admin', 'approver', 'viewer'],
} as const satisfies Record<string, readonly Role[]>;
export type Permission = keyof typeof PERMISSIONS;

export function rolesWith(permission: Permission): readonly Role[] {
  return PERMISSIONS[permission];
}

export function may(role: Role | null, permission: Permission): boolean {
  return role !== null && rolesWith(permission).includes(role);
}

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
