import { useQuery } from '@tanstack/react-query';
import { allClustersQuery } from '../../clusters/all-clusters.ts';
import { PresenceChip } from '../../clusters/PresenceChip.tsx';
import { useScope } from '../../session/organization.ts';
import { Time } from '../../time/Time.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';

/** Clusters that somebody began with and that are not connected yet: where to go on. */
export function Unfinished({ onGoOn }: { onGoOn(cluster_id: string): void }) {
  const { organization } = useScope();
  const { data } = useQuery(allClustersQuery(organization.id));
  const open = (data ?? []).filter(({ state }) => state === 'pending' || state === 'awaiting_confirmation');
  if (open.length === 0) return null;
  return (
    <Card title="Go on with a cluster that you began with" note="or make another one below" flush>
      <ul>
        {open.map(({ created_at, id, name, presence }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-4 py-2 first:border-t-0">
            <bdi className="min-w-0 truncate font-[550]">{name}</bdi>
            <PresenceChip cluster_id={id} listed={presence} />
            <span className="text-1 text-ink-3">
              made <Time at={created_at} />
            </span>
            <span className="ml-auto">
              <Button small onClick={() => onGoOn(id)}>
                Go on
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
