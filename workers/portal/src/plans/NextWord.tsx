import { isUndispatchedPlanState } from '@modekeeper/contracts/plan-state-names';
import { formatDuration } from '@modekeeper/evidence/format-time';
import { useNow } from '../time/use-now.ts';
import type { PlanSummary } from './documents.ts';
import { reasonWords } from './reason-words.ts';
import { isInGroup } from './state-groups.ts';
import { PLAN_STATE_WORDS } from './state-words.ts';

/** Ends that leave something of the plan in the cluster. */
const LEAVES_SOMETHING = ['halted_partial', 'rollback_conflict'];

/** What comes next for a plan: who must decide by when, what has to be looked at, or why it ended. */
export function NextWord({ plan: { expires_at, reason, state } }: { plan: PlanSummary }) {
  const now_ms = useNow(10_000);
  if (state === 'needs_person') return <strong className="font-semibold text-bad">A person must say what is true</strong>;
  if (isUndispatchedPlanState(state)) {
    const left_ms = Date.parse(expires_at) - now_ms;
    const left = left_ms <= 0 ? 'time is up' : `within ${formatDuration(left_ms)}`;
    return state === 'verified' ? (
      <strong className="font-semibold text-warn">Decide {left}</strong>
    ) : (
      <span>{left_ms <= 0 ? 'Time is up' : `Expires in ${formatDuration(left_ms)}`}</span>
    );
  }
  if (isInGroup(state, 'running')) return <span>The connector is at it</span>;
  if (LEAVES_SOMETHING.includes(state)) return <strong className="font-semibold text-bad">Look at what remains</strong>;
  const words = reason === null ? PLAN_STATE_WORDS[state].meaning : reasonWords(reason);
  return <span title={words}>{words}</span>;
}
