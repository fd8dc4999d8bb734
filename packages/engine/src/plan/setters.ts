import { isUndecidedPlanState, type PlanState } from '@modekeeper/contracts';
import { canTransition } from './states.ts';

/** The two parties that move plans. */
export type PlanParty = 'control_plane' | 'connector';

/**
 * Who may set a transition of the table (contract page `connector`, "Who sets what"); empty when the table lacks it.
 * Up to `approved` only the control plane approves, rejects, cancels and expires, and the connector does the rest;
 * `dispatched` is the control plane's (the cluster's object); from there on the connector alone ends the plan. A plan that
 * waits for a person may be settled by either, once a `resolution` was verified.
 */
export function transitionSetters(from: PlanState, to: PlanState): readonly PlanParty[] {
  if (!canTransition(from, to)) return [];
  if (from === 'needs_person') return ['connector', 'control_plane'];
  const decided: readonly PlanState[] = ['approved', 'rejected', 'cancelled', 'expired'];
  if (isUndecidedPlanState(from)) return decided.includes(to) ? ['control_plane'] : ['connector'];
  if (from === 'approved') return to === 'blocked' || to === 'superseded' ? ['connector'] : ['control_plane'];
  return ['connector'];
}

/** Answer of `judgeTransition`: `not_in_table` and `not_yours` are never stored as a change of state. */
export type TransitionVerdict = 'allowed' | 'not_in_table' | 'not_yours' | 'resolution_required';

/**
 * May this party make this transition now? The one exception to "only the connector ends a dispatched plan": a revoked or
 * removed cluster (`cluster_revoked`), for which the control plane takes the plan to `unknown` and on to `needs_person`.
 */
export function judgeTransition(change: {
  from: PlanState;
  to: PlanState;
  by: PlanParty;
  reason?: string | null;
  has_resolution?: boolean;
}): TransitionVerdict {
  const { from, to, by, reason, has_resolution = false } = change;
  if (!canTransition(from, to)) return 'not_in_table';
  if (from === 'needs_person' && !has_resolution) return 'resolution_required';
  const revoking = by === 'control_plane' && reason === 'cluster_revoked' && (to === 'unknown' || to === 'needs_person');
  return revoking || transitionSetters(from, to).includes(by) ? 'allowed' : 'not_yours';
}
