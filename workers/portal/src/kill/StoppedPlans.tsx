import type { PlanState } from '@modekeeper/contracts';
import { Link } from '@tanstack/react-router';
import { PlanStateChip } from '../plans/PlanStateChip.tsx';
import { shorten } from '../ui/shorten.ts';
import { closeKillDialog } from './kill-request.ts';
import type { KillSwitch } from './scope.ts';

/** The plans that a switch ended since it was turned on, each leading to its page. */
export function StoppedPlans({ stopped }: { stopped: KillSwitch['stopped'] }) {
  if (stopped.length === 0) return <p className="text-ink-2">It has ended no plan.</p>;
  return (
    <div className="grid gap-1">
      <p className="text-ink-2">{stopped.length === 1 ? 'It ended this plan:' : `It ended these ${stopped.length} plans:`}</p>
      <ul className="grid gap-1">
        {stopped.map(({ plan_id, state }) => (
          <li key={plan_id} className="flex flex-wrap items-center gap-2">
            <Link to="/plans/$id" params={{ id: plan_id }} className="link" onClick={closeKillDialog}>
              <code>{shorten(plan_id)}</code>
            </Link>
            <PlanStateChip state={state as PlanState} />
          </li>
        ))}
      </ul>
    </div>
  );
}
