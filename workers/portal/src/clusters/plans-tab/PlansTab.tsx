import { changesInShort } from '@modekeeper/engine/knob-words';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Api } from '../../api/types.ts';
import { PlanStateChip } from '../../plans/PlanStateChip.tsx';
import { useScope } from '../../session/organization.ts';
import { Time } from '../../time/Time.tsx';
import { Card } from '../../ui/Card.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { SkeletonRows } from '../../ui/Skeleton.tsx';
import { clusterPlansQuery } from '../queries.ts';

const SHOWN = 20;

/** The newest plans of a cluster, short; the plan list has all of them. */
export function PlansTab({ cluster }: { cluster: Api<'Cluster'> }) {
  const { organization } = useScope();
  const { data, error, refetch } = useQuery(clusterPlansQuery(organization.id, cluster.id));
  const plans = data?.items.slice(0, SHOWN);
  const more = data !== undefined && (data.items.length > SHOWN || data.next_cursor !== null);
  if (error !== null && data === undefined) return <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <Card
      title="Plans"
      note={more ? `the newest ${SHOWN}` : undefined}
      actions={
        <Link to="/plans" search={{ cluster: cluster.id }} className="link text-1">
          All plans of this cluster
        </Link>
      }
      flush
    >
      {plans === undefined && <SkeletonRows rows={4} label="plans" />}
      {plans?.length === 0 && (
        <Empty title="No plan yet">
          The connector proposes one when it recognises something in a workload that the passport allows it to change. Until then
          it observes.
        </Empty>
      )}
      {plans !== undefined && plans.length > 0 && (
        <ul>
          {plans.map((plan) => (
            <PlanLine key={plan.id} plan={plan} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function PlanLine({ plan: { changes, created_at, id, kind, state, target } }: { plan: Api<'Plan'> }) {
  return (
    <li className="grid grid-cols-[11.5rem_minmax(0,3fr)_minmax(0,2fr)_10rem] items-center gap-x-3 gap-y-1 border-t border-line px-4 py-2 first:border-t-0 max-md:grid-cols-1">
      <span>
        <PlanStateChip state={state} />
      </span>
      <Link to="/plans/$id" params={{ id }} className="link max-w-full min-w-0 truncate justify-self-start">
        {kind === 'rollback' && 'Roll back '}
        {changesInShort(changes)}
      </Link>
      <span className="max-w-full min-w-0 truncate text-ink-2">
        <bdi>
          {target.namespace}/{target.name}
        </bdi>
      </span>
      <span className="text-1 whitespace-nowrap text-ink-3 md:text-right">
        proposed <Time at={created_at} />
      </span>
    </li>
  );
}
