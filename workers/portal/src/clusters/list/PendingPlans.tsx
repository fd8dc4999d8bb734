import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useScope } from '../../session/organization.ts';
import { waitingPlansQuery } from '../../shell/pending-decisions.ts';

/** How many plans of a cluster wait for somebody. */
export function PendingPlans({ cluster_id }: { cluster_id: string }) {
  const { environment_id, organization } = useScope();
  const { data } = useQuery(waitingPlansQuery(organization.id, environment_id));
  const count = data?.items.filter((plan) => plan.cluster_id === cluster_id).length;
  if (count === undefined) return <span className="text-ink-3">…</span>;
  if (count === 0) return <span className="text-ink-3">{data?.next_cursor === null ? 'none' : 'none of the newest'}</span>;
  return (
    <Link to="/clusters/$id" params={{ id: cluster_id }} search={{ tab: 'plans' }} className="link">
      {count === 1 ? '1 waits' : `${count} wait`}
      <span className="sr-only"> for a decision</span>
    </Link>
  );
}
