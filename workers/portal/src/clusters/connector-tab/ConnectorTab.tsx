import type { Api } from '../../api/types.ts';
import { useLiveSnapshot } from '../../live/use-live.ts';
import { Card } from '../../ui/Card.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { EndCluster } from './EndCluster.tsx';
import { FactsCard } from './FactsCard.tsx';
import { GuardCard } from './GuardCard.tsx';
import { IdentityCard } from './IdentityCard.tsx';
import { KillSourcesCard } from './KillSourcesCard.tsx';
import { RightsCard } from './RightsCard.tsx';
import { TrafficCard } from './TrafficCard.tsx';

/** What runs in the cluster, what it may do there, what guards it, and how to change or end its identity. */
export function ConnectorTab({ cluster }: { cluster: Api<'ClusterDetail'> }) {
  const snapshot = useLiveSnapshot(cluster.id);
  const hello = snapshot?.hello ?? null;
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="grid min-w-0 gap-4">
        <FactsCard cluster={cluster} />
        {hello !== null && <RightsCard rights={hello.rights} />}
        {hello === null && <NothingSaid waiting={snapshot === undefined && cluster.enrolled_at !== null} />}
        <TrafficCard connection={cluster.connection} />
      </div>
      <div className="grid min-w-0 gap-4">
        {hello !== null && <GuardCard guard={hello.guard} mode={hello.mode} />}
        {snapshot?.kill.in_cluster != null && (
          <KillSourcesCard kill={snapshot.kill.in_cluster} reported_ms={snapshot.reported?.at_ms ?? null} />
        )}
        <IdentityCard cluster={cluster} />
        <EndCluster cluster={cluster} />
      </div>
    </div>
  );
}

function NothingSaid({ waiting }: { waiting: boolean }) {
  return (
    <Card title="Rights, guard and stops" flush={!waiting}>
      {waiting ? (
        <Skeleton className="h-24 w-full" />
      ) : (
        <Empty title="The connector has not said anything of itself yet">
          On its first connection after the uid is confirmed it reports which rights it has, whether the guard refuses what it
          must, and how it reads the stops.
        </Empty>
      )}
    </Card>
  );
}
