import { CircleCheck, CircleHelp, type LucideIcon, OctagonX } from 'lucide-react';
import { PresenceChip } from '../clusters/PresenceChip.tsx';
import { CLUSTERS_FOLLOWED } from '../live/use-live.ts';
import { Card } from '../ui/Card.tsx';
import { Chip, type Tone } from '../ui/Chip.tsx';
import { Empty } from '../ui/Empty.tsx';
import { Table, Td, Th } from '../ui/Table.tsx';
import { readingWords } from './local-sources.ts';
import type { KillFacts } from './use-kill-facts.ts';

type Reading = Parameters<typeof readingWords>[0];
const LOOKS: Record<Reading['state'], { tone: Tone; icon: LucideIcon }> = {
  on: { tone: 'bad', icon: OctagonX },
  off: { tone: 'ok', icon: CircleCheck },
  verify_only: { tone: 'warn', icon: CircleHelp },
  unreadable: { tone: 'warn', icon: CircleHelp },
};

/** The sources as each connector last reported them. */
export function ClusterSources({ facts: { clusters, names, snapshots } }: { facts: KillFacts }) {
  const active = clusters.filter(({ state }) => state === 'active');
  const rows = active.flatMap((cluster): { cluster: (typeof active)[number]; reading: Reading | null }[] => {
    const sources = snapshots.get(cluster.id)?.kill.in_cluster?.sources ?? [];
    return sources.length === 0 ? [{ cluster, reading: null }] : sources.map((reading) => ({ cluster, reading }));
  });
  return (
    <Card title="As read in the clusters" note="as each connector last reported" flush>
      {rows.length === 0 ? (
        <Empty title="No cluster is connected yet">Each connector reads its own sources and reports them here.</Empty>
      ) : (
        <Table
          caption="Kill sources by cluster"
          head={
            <>
              <Th>Cluster</Th>
              <Th>Source</Th>
              <Th>State</Th>
            </>
          }
        >
          {rows.map(({ cluster, reading }) => (
            <tr key={`${cluster.id} ${reading === null ? '' : `${reading.source} ${reading.name}`}`}>
              <Td>
                <span className="flex flex-wrap items-center gap-2">
                  <bdi className="break-words">{names.clusters.get(cluster.id) ?? cluster.id}</bdi>
                  <PresenceChip cluster_id={cluster.id} listed={cluster.presence} />
                </span>
              </Td>
              {reading === null ? <NotHeard /> : <ReadingCells reading={reading} />}
            </tr>
          ))}
        </Table>
      )}
      <p className="border-t border-line px-4 py-3 text-1 text-ink-3">
        Reported on connecting, every 5 minutes, and as soon as it changes. The namespace annotation is not in this list:
        connector and API server read it before every single write.
        {active.length > CLUSTERS_FOLLOWED &&
          ` Shown for the first ${CLUSTERS_FOLLOWED} clusters; the others on their own pages.`}
      </p>
    </Card>
  );
}

function NotHeard() {
  return (
    <>
      <Td>
        <span className="text-ink-2">nothing reported yet</span>
      </Td>
      <Td>{null}</Td>
    </>
  );
}

function ReadingCells({ reading }: { reading: Reading }) {
  const { name, source, state } = readingWords(reading);
  const { icon, tone } = LOOKS[reading.state];
  return (
    <>
      <Td>
        <span className="block">{source}</span>
        {name !== null && <code className="break-all text-ink-2">{name}</code>}
      </Td>
      <Td>
        <Chip tone={source === 'Control plane' && reading.state === 'unreadable' ? 'neutral' : tone} icon={icon}>
          {state}
        </Chip>
      </Td>
    </>
  );
}
