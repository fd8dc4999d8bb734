import { changesInShort } from '@modekeeper/engine/knob-words';
import { Link } from '@tanstack/react-router';
import type { Api } from '../../api/types.ts';
import { PlanStateChip } from '../../plans/PlanStateChip.tsx';
import { Time } from '../../time/Time.tsx';

const SHOWN = 5;

/** The changes behind the markers, to open; newest first. */
export function AppliedPlans({ from_ms, plans }: { plans: readonly Api<'Plan'>[]; from_ms: number }) {
  const inRange = plans.filter(({ dispatched_at }) => dispatched_at !== null && Date.parse(dispatched_at) >= from_ms);
  if (inRange.length === 0) return null;
  return (
    <div className="mt-4 grid gap-1 border-t border-line pt-3">
      <h3 className="text-1 font-medium text-ink-3">
        Changes in this range{inRange.length > SHOWN && `, the newest ${SHOWN} of ${inRange.length}`}
      </h3>
      <ul className="grid gap-1">
        {inRange.slice(0, SHOWN).map(({ changes, dispatched_at, id, state }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Link to="/plans/$id" params={{ id }} className="link max-w-full min-w-0 truncate">
              {changesInShort(changes)}
            </Link>
            <PlanStateChip state={state} />
            {dispatched_at !== null && (
              <span className="text-1 text-ink-3">
                sent <Time at={dispatched_at} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
