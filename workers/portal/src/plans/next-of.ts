import type { PlanState } from '@modekeeper/contracts';
import { isUndispatchedPlanState } from '@modekeeper/contracts/plan-state-names';
import { formatDuration } from '@modekeeper/evidence/format-time';
import { reasonWords } from './reason-words.ts';
import { isInGroup, leavesSomething } from './state-groups.ts';
import { PLAN_STATE_WORDS } from './state-words.ts';

type Facts = { state: PlanState; expires_at: string; reason: string | null };
export type Next = { words: string /** `warn`, `bad`: somebody has to do something. */; tone: 'plain' | 'warn' | 'bad' };

/** What comes next for a plan: who must decide by when, what has to be looked at, or why it ended. Never nothing. */
export function nextOf({ expires_at, reason, state }: Facts, now_ms: number): Next {
  if (state === 'needs_person') return { words: 'A person must say what is true', tone: 'bad' };
  if (leavesSomething(state)) return { words: 'Look at what remains', tone: 'bad' };
  if (isUndispatchedPlanState(state)) {
    const left_ms = Date.parse(expires_at) - now_ms;
    if (left_ms <= 0) return { words: 'Time is up', tone: 'plain' };
    return state === 'verified'
      ? { words: `Decide within ${formatDuration(left_ms)}`, tone: 'warn' }
      : { words: `Expires in ${formatDuration(left_ms)}`, tone: 'plain' };
  }
  if (isInGroup(state, 'running')) return { words: 'The connector is at it', tone: 'plain' };
  return { words: reason === null ? PLAN_STATE_WORDS[state].meaning : reasonWords(reason), tone: 'plain' };
}
