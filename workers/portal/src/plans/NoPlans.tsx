import { Link } from '@tanstack/react-router';
import { buttonClass } from '../ui/Button.tsx';
import { Empty } from '../ui/Empty.tsx';
import type { PlanFilter } from './queries.ts';
import { GROUP_WORDS } from './state-groups.ts';

/** Why the list is empty, and what comes next. */
export function NoPlans({ filter, hasClusters }: { filter: PlanFilter; hasClusters: boolean }) {
  const isFiltered = filter.cluster_id !== undefined || filter.target !== undefined || filter.environment_id !== null;
  return (
    <div className="rounded-1 border border-line bg-surface shadow-card">
      <Empty
        title={isFiltered ? `${GROUP_WORDS[filter.group].empty} here` : GROUP_WORDS[filter.group].empty}
        action={action(filter, isFiltered, hasClusters)}
      >
        {words(filter, isFiltered, hasClusters)}
      </Empty>
    </div>
  );
}

function words({ group }: PlanFilter, isFiltered: boolean, hasClusters: boolean): string {
  if (isFiltered) return 'The filters above, or the environment at the top, leave nothing over.';
  if (!hasClusters) return 'Plans come from connectors, and no cluster is connected yet. The guide leads there step by step.';
  if (group === 'waiting') return 'Plans appear here when the API server has accepted them by dry run and a person is to decide.';
  if (group === 'running') return 'Plans appear here from proposal to approval, and again from approval to their end.';
  if (group === 'bad') return 'Every plan so far was confirmed, turned down or overtaken.';
  return 'A connector proposes a plan when a watched workload shows a signal (drift, burst, straggler) in at least 12 samples and its passport allows the change. The page of the cluster shows what it sees.';
}

function action({ group }: PlanFilter, isFiltered: boolean, hasClusters: boolean) {
  const look = buttonClass();
  if (isFiltered || group !== 'all') {
    return (
      <Link to="/plans" search={{}} className={look}>
        Show all plans
      </Link>
    );
  }
  return hasClusters ? (
    <Link to="/clusters" className={look}>
      Look at the clusters
    </Link>
  ) : (
    <Link to="/start" className={look}>
      Open the guide
    </Link>
  );
}
