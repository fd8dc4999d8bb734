import { Link } from '@tanstack/react-router';
import type { Api } from '../../api/types.ts';
import { Time } from '../../time/Time.tsx';
import { Td } from '../../ui/Table.tsx';
import { LastSeen } from '../LastSeen.tsx';
import { modeLabel } from '../mode-words.ts';
import { PresenceChip } from '../PresenceChip.tsx';
import { usePresence } from '../use-presence.ts';
import { PendingPlans } from './PendingPlans.tsx';

type Props = { cluster: Api<'Cluster'>; environment: string };

/** One cluster as a row. */
export function ClusterRow({ cluster, environment }: Props) {
  return (
    <tr className="hover:bg-canvas">
      <Td className="max-w-72">
        <Name cluster={cluster} />
      </Td>
      <Td className="max-w-48 truncate">
        <bdi>{environment}</bdi>
      </Td>
      <Td>
        <Presence cluster={cluster} />
      </Td>
      <Td className="whitespace-nowrap">{modeLabel(cluster.mode)}</Td>
      <Td className="whitespace-nowrap">{cluster.chart_version ?? <span className="text-ink-3">none</span>}</Td>
      <Td className="whitespace-nowrap">
        <LastSeen cluster={cluster} />
      </Td>
      <Td className="whitespace-nowrap">
        <PendingPlans cluster_id={cluster.id} />
      </Td>
    </tr>
  );
}

/** The same as a card, for a phone. */
export function ClusterCard({ cluster, environment }: Props) {
  const facts = [
    ['Environment', <bdi key="environment">{environment}</bdi>],
    ['Mode', modeLabel(cluster.mode)],
    ['Version', cluster.chart_version ?? 'none'],
    ['Last seen', <LastSeen key="seen" cluster={cluster} />],
    ['Pending plans', <PendingPlans key="plans" cluster_id={cluster.id} />],
  ] as const;
  return (
    <li className="grid grid-cols-1 gap-2 border-t border-line px-4 py-3 first:border-t-0">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Name cluster={cluster} />
        <Presence cluster={cluster} />
      </div>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5">
        {facts.map(([term, value]) => (
          <div key={term} className="col-span-2 grid grid-cols-subgrid">
            <dt className="text-ink-3">{term}</dt>
            <dd className="min-w-0 truncate text-right">{value}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

function Name({ cluster }: { cluster: Api<'Cluster'> }) {
  return (
    <Link
      to="/clusters/$id"
      params={{ id: cluster.id }}
      className="block max-w-full min-w-0 truncate font-[550] no-underline hover:underline"
    >
      <bdi>{cluster.name}</bdi>
    </Link>
  );
}

function Presence({ cluster }: { cluster: Api<'Cluster'> }) {
  const { live, observed_at } = usePresence(cluster.id, cluster.presence);
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <PresenceChip cluster_id={cluster.id} listed={cluster.presence} />
      {!live && observed_at !== null && (
        <span className="text-1 text-ink-3">
          as of <Time at={observed_at} />
        </span>
      )}
    </span>
  );
}
