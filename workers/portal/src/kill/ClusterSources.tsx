import type { KillReading } from '@modekeeper/contracts';
import { PresenceChip } from '../clusters/PresenceChip.tsx';
import { CLUSTERS_FOLLOWED } from '../live/use-live.ts';
import { Card } from '../ui/Card.tsx';
import { Chip } from '../ui/Chip.tsx';
import { Empty } from '../ui/Empty.tsx';
import { readingWords } from './reading-words.ts';
import type { KillFacts } from './use-kill-facts.ts';

/** The sources as each connector last reported them. */
export function ClusterSources({ facts: { clusters, names, snapshots } }: { facts: KillFacts }) {
  const active = clusters.filter(({ state }) => state === 'active');
  return (
    <Card title="As read in the clusters" note="as each connector last reported" flush>
      {active.length === 0 ? (
        <Empty title="No cluster is connected yet">Each connector reads its own sources and reports them here.</Empty>
      ) : (
        <ul>
          {active.map(({ id, presence }) => (
            <li
              key={id}
              className="grid grid-cols-[16rem_minmax(0,1fr)] gap-x-6 gap-y-2 border-b border-line px-4 py-3 max-md:grid-cols-1"
            >
              <p className="flex flex-wrap items-center gap-2 self-start">
                <bdi className="min-w-0 font-[550] break-words">{names.clusters.get(id) ?? id}</bdi>
                <PresenceChip cluster_id={id} listed={presence} />
              </p>
              <Readings sources={snapshots.get(id)?.kill.in_cluster?.sources ?? []} />
            </li>
          ))}
        </ul>
      )}
      <p className="px-4 py-3 text-1 text-ink-3">
        Reported on connecting, every 5 minutes, and as soon as it changes. A namespace’s annotation stands here only if a plan
        was the last to ask; connector and API server read it before every single write.
        {active.length > CLUSTERS_FOLLOWED &&
          ` Shown for the first ${CLUSTERS_FOLLOWED} clusters; the others on their own pages.`}
      </p>
    </Card>
  );
}

function Readings({ sources }: { sources: readonly KillReading[] }) {
  if (sources.length === 0) return <p className="text-ink-2">Nothing was reported yet.</p>;
  return (
    <ul className="grid gap-2">
      {sources.map((reading) => {
        const { icon, label, name, source, tone } = readingWords(reading);
        return (
          <li key={`${reading.source} ${reading.name}`} className="flex items-start justify-between gap-4">
            <span className="min-w-0 break-words">
              {source} {name !== null && <code className="break-all text-ink-2">{name}</code>}
            </span>
            <Chip tone={tone} icon={icon}>
              {label}
            </Chip>
          </li>
        );
      })}
    </ul>
  );
}
