import type { PlanState } from '@modekeeper/contracts';

export type PlanActions = {
  /** `early`: visible, with the reason why not yet. */
  approve: 'offered' | 'early' | null;
  reject: boolean;
  /** `certain`: ends it here. `request`: the connector has it, and may come too late. */
  cancel: 'certain' | 'request' | null;
  resolve: boolean;
};

const NOTHING: PlanActions = { approve: null, reject: false, cancel: null, resolve: false };

/** What people can do with a plan in a state (connector.md, "Plan states"); whether this person may is another question. */
export function actionsIn(state: PlanState): PlanActions {
  switch (state) {
    case 'proposed':
    case 'verifying':
      return { ...NOTHING, approve: 'early', cancel: 'certain' };
    case 'verified':
      return { ...NOTHING, approve: 'offered', reject: true };
    case 'approved':
      return { ...NOTHING, cancel: 'certain' };
    case 'dispatched':
      return { ...NOTHING, cancel: 'request' };
    case 'needs_person':
      return { ...NOTHING, resolve: true };
    default:
      return NOTHING;
  }
}

type ApproveFacts = {
  plan: { state: PlanState; expires_at: string; effect_digest: string | null };
  /** Of the plan's cluster; undefined while it is not known. */
  cluster: { state: string; mode: string | null } | undefined;
  /** Why the person's role does not allow it; null when it does. */
  role_reason: string | null;
  now_ms: number;
};

/** Why approving would be refused, before anybody clicks; null when nothing is known against it. The API decides all the same. */
export function approveForbidden({ cluster, now_ms, plan, role_reason }: ApproveFacts): string | null {
  if (role_reason !== null) return role_reason;
  if (plan.state === 'proposed' || plan.state === 'verifying')
    return 'The API server has not proved it yet; wait for the dry run.';
  if (plan.state !== 'verified') return 'The plan is not waiting for approval any more.';
  if (Date.parse(plan.expires_at) <= now_ms) return 'Its time is up; the connector proposes again if the signal lasts.';
  if (plan.effect_digest === null) return 'There is no passing verify report.';
  if (cluster === undefined) return null;
  if (cluster.state !== 'active')
    return 'The cluster is not confirmed, or was revoked; an owner or admin compares and confirms its uid first.';
  if (cluster.mode !== 'apply')
    return `The connector of this cluster runs in mode ${cluster.mode ?? 'observe'}, which applies nothing. Upgrade its releases to mode apply if changes are wanted.`;
  return null;
}
