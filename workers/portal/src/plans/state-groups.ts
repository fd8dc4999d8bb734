import { OPEN_PLAN_STATES, type PlanState } from '@modekeeper/contracts/plan-state-names';

/** What people look for in the list of plans. */
export const PLAN_GROUPS = ['all', 'waiting', 'running', 'bad'] as const;
export type PlanGroup = (typeof PLAN_GROUPS)[number];

type Group = {
  label: string;
  states: readonly PlanState[] | null /** Why the list is empty, and what that means. */;
  empty: string;
};

const WAITING: readonly PlanState[] = ['verified', 'needs_person'];

/** The groups in words, with the states that they hold; null: every state. */
export const GROUP_WORDS: Record<PlanGroup, Group> = {
  all: { label: 'All', states: null, empty: 'No plan was proposed yet' },
  waiting: {
    label: 'Waiting for a person',
    states: WAITING,
    empty: 'No plan waits for a person',
  },
  running: {
    label: 'Under way',
    states: OPEN_PLAN_STATES.filter((state) => !WAITING.includes(state)),
    empty: 'No plan is under way',
  },
  bad: {
    label: 'Ended badly',
    states: [
      'inconclusive',
      'rolled_back',
      'blocked',
      'conflict',
      'verify_failed',
      'diff_unstable',
      'halted_partial',
      'rollback_conflict',
    ],
    empty: 'No plan ended badly',
  },
};

/** True when a plan in this state belongs to the group. */
export function isInGroup(state: PlanState, group: PlanGroup): boolean {
  return GROUP_WORDS[group].states?.includes(state) ?? true;
}

/** Ends that leave something of the plan in the cluster, which a person has to look at. */
export function leavesSomething(state: PlanState): boolean {
  return state === 'halted_partial' || state === 'rollback_conflict';
}
