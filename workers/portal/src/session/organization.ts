import { may, type Permission, type Role, rolesWith } from '@modekeeper/contracts/permissions';
import { createContext, useContext } from 'react';

export type Organization = { id: string; name: string; role: Role };
/** What the person has chosen to look at: one organization, and in it all environments or one. */
export type Scope = {
  organization: Organization;
  environment_id: string | null;
  chooseOrganization(id: string): void;
  chooseEnvironment(id: string | null): void;
};

export const ScopeContext = createContext<Scope | null>(null);

/** Organization and environment that the page is about. */
export function useScope(): Scope {
  const scope = useContext(ScopeContext);
  if (scope === null) throw new Error('useScope outside the signed-in part of the portal');
  return scope;
}

export type Allowed = { allowed: true; reason: null } | { allowed: false; reason: string };

/** Whether the person may do something here; what is forbidden stays visible, with this reason. The API decides all the same. */
export function useAllowed(permission: Permission): Allowed {
  const { organization } = useScope();
  if (may(organization.role, permission)) return { allowed: true, reason: null };
  const roles = rolesWith(permission).join(' or ');
  return { allowed: false, reason: `Your role here is ${organization.role}; this takes ${roles}. Ask an owner or admin.` };
}
