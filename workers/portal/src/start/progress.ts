import type { Presence } from '@modekeeper/contracts';
import { STEPS, type StepId } from './address.ts';

/** What is known of the way so far; from the API and the live socket, never from what somebody clicked. */
export type GuideFacts = {
  passport_published: boolean;
  /** State of the cluster in the address; null while there is none. */
  cluster: 'pending' | 'awaiting_confirmation' | 'active' | 'revoked' | null;
  choice_complete: boolean;
  presence: Presence | null;
  observed: boolean;
  proposed: boolean;
};

/**
 * Which steps are done. What a connector has shown by enrolling (a passport in its values, a workload) is not asked for again, also when
 * the address was shortened to the cluster.
 */
export function doneSteps(facts: GuideFacts): ReadonlySet<StepId> {
  const { choice_complete, cluster, observed, passport_published, presence, proposed } = facts;
  const enrolled = cluster === 'awaiting_confirmation' || cluster === 'active';
  const confirmed = cluster === 'active';
  const done: Record<StepId, boolean> = {
    passport: passport_published || enrolled,
    cluster: cluster !== null && cluster !== 'revoked',
    target: choice_complete || enrolled,
    install: enrolled,
    confirm: confirmed,
    connected: confirmed && presence === 'connected',
    observation: confirmed && observed,
    proposal: confirmed && proposed,
  };
  return new Set(STEPS.filter((id) => done[id]));
}

/** The step to show: the one that was asked for if it can be looked at, else the first that is not done; null when all are. */
export function currentStep(done: ReadonlySet<StepId>, asked: StepId | undefined): StepId | null {
  if (asked !== undefined && done.has(asked)) return asked;
  return STEPS.find((id) => !done.has(id)) ?? null;
}
