import type { ReactNode } from 'react';
import { PRESENCE_WORDS } from '../clusters/presence-words.ts';
import { PLAN_STATE_WORDS } from '../plans/state-words.ts';
import { affectedPlans } from './affected.ts';
import { clusterOf, type KillScope, scopeWords } from './scope.ts';
import type { KillFacts } from './use-kill-facts.ts';

/** What the click will do, before it. */
export function StopConsequences({ facts, scope }: { facts: KillFacts; scope: KillScope }) {
  const { clusters, names, plans, snapshots } = facts;
  const cluster_id = clusterOf(scope);
  const reached = clusters.filter(({ id, state }) => (cluster_id === null || id === cluster_id) && state !== 'pending');
  const away = reached.filter(({ id, presence }) => (snapshots.get(id)?.presence.state ?? presence.state) !== 'connected');
  const affected = affectedPlans(plans, scope);
  return (
    <section aria-label="What happens" className="grid grid-cols-1 gap-1.5 rounded-1 bg-bad-soft px-3 py-2.5">
      <p className="font-[550] break-words">
        Nothing is written in <bdi>{scopeWords(scope, names)}</bdi> any more: no change, no dry run, no rollback.
      </p>
      <ul className="grid list-disc gap-1 pl-5">
        <Point>
          {affected.length === 0
            ? 'No plan is open here now.'
            : `${affected.length === 1 ? '1 open plan' : `${affected.length} open plans`}: ${affected
                .slice(0, 3)
                .map(({ state, target }) => `${target.name} (${PLAN_STATE_WORDS[state].label.toLowerCase()})`)
                .join(', ')}${affected.length > 3 ? ' and more' : ''}.`}
        </Point>
        <Point>
          A plan caught half-way ends <em className="not-italic font-[550]">halted half-way</em> (<code>halted_partial</code>):
          what it has changed stays, and its receipt names it. A plan that has changed nothing ends blocked; one that waits for
          approval keeps waiting.
        </Point>
        <Point>Training goes on with the values that it has now. Lifting the stop later resumes nothing.</Point>
        {away.length > 0 && (
          <Point>
            Not connected:{' '}
            {away.map(({ name, presence }) => `${name} (${PRESENCE_WORDS[presence.state].label.toLowerCase()})`).join(', ')}. They
            get the stop before anything else when they come back; to stop them now, use the cluster itself (below).
          </Point>
        )}
      </ul>
    </section>
  );
}

function Point({ children }: { children: ReactNode }) {
  return <li className="min-w-0 break-words">{children}</li>;
}
