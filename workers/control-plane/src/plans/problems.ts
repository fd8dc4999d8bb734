import { ModeKeeperError } from '@modekeeper/contracts';

/** The plan is not (or no longer) in a state in which this can be done. */
export function stateConflict(what: string, state: string): ModeKeeperError {
  return new ModeKeeperError({
    code: 'plan_state_conflict',
    message: `The plan cannot be ${what}: it is ${state.replaceAll('_', ' ')}.`,
    hint: 'Read the plan again; somebody else, its connector or its expiry came first.',
  });
}

export function notVerified(state: string): ModeKeeperError {
  return new ModeKeeperError({
    code: 'plan_not_verified',
    message: `The plan has no passing verify report yet: it is ${state}.`,
    hint: 'Wait until its connector has verified it; the page of the plan shows what stops it.',
  });
}

export function effectChanged(): ModeKeeperError {
  return new ModeKeeperError({
    code: 'effect_changed',
    message: 'The effect that you name is not the one that the last verify report proves.',
    hint: 'Read the plan again, look at its effect, and approve that one.',
  });
}

export function modeRefuses(mode: 'observe' | 'verify' | null): ModeKeeperError {
  const named = mode ?? 'observe';
  return new ModeKeeperError({
    code: named === 'verify' ? 'mode_verify' : 'mode_observe',
    message: `The connector of this cluster runs in mode ${named}, which applies nothing.`,
    hint: 'Upgrade the guard and connector releases to mode apply if changes are wanted here.',
  });
}

export function clusterNotConfirmed(): ModeKeeperError {
  return new ModeKeeperError({
    code: 'cluster_not_confirmed',
    message: 'The cluster of this plan is not confirmed (or was revoked), so nothing may be approved for it.',
    hint: 'An owner or admin compares and confirms the uid of the cluster first.',
  });
}

export function approvedByAuthor(): ModeKeeperError {
  return new ModeKeeperError({
    code: 'approval_by_author',
    message: 'Whoever made a plan cannot approve it.',
    hint: 'Ask another approver.',
  });
}
