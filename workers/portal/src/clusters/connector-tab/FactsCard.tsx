import type { Api } from '../../api/types.ts';
import { useLiveSnapshot } from '../../live/use-live.ts';
import { Time } from '../../time/Time.tsx';
import { Card } from '../../ui/Card.tsx';
import { Copy } from '../../ui/Copy.tsx';
import { LastSeen } from '../LastSeen.tsx';
import { MODE_WORDS } from '../mode-words.ts';
import { clockWords } from './clock-words.ts';
import { Facts, NotKnown } from './Facts.tsx';

/** Versions, identity and connection of what runs in the cluster. */
export function FactsCard({ cluster }: { cluster: Api<'ClusterDetail'> }) {
  const snapshot = useLiveSnapshot(cluster.id);
  const versions = snapshot?.hello?.versions;
  const since = snapshot === undefined ? (cluster.connection?.connected_since ?? null) : snapshot.connected_since_ms;
  return (
    <Card title="Connector">
      <Facts
        facts={[
          { term: 'Version', value: versions?.connector ?? <NotKnown /> },
          { term: 'Chart', value: versions?.chart ?? cluster.chart_version ?? <NotKnown /> },
          { term: 'Kubernetes', value: versions?.kubernetes ?? <NotKnown /> },
          {
            term: 'Mode',
            value:
              cluster.mode === null ? (
                <NotKnown />
              ) : (
                <>
                  {MODE_WORDS[cluster.mode].label}: <span className="text-ink-2">{MODE_WORDS[cluster.mode].meaning}</span>
                </>
              ),
          },
          { term: 'Connected since', value: since === null ? <NotKnown>not connected</NotKnown> : <Time at={since} /> },
          { term: 'Last seen', value: <LastSeen cluster={cluster} /> },
          { term: 'Clock', value: <Clock offset_ms={snapshot?.reported?.api_server_offset_ms ?? null} /> },
          {
            term: 'Cluster uid',
            value: cluster.cluster_uid === null ? <NotKnown /> : <Uid cluster={cluster} uid={cluster.cluster_uid} />,
          },
          { term: 'Key id', value: cluster.key_id === null ? <NotKnown /> : <Copy text={cluster.key_id} label="key id" /> },
          { term: 'Cluster id', value: <Copy text={cluster.id} label="cluster id" /> },
          {
            term: 'Enrolled',
            value: cluster.enrolled_at === null ? <NotKnown>not yet</NotKnown> : <Time at={cluster.enrolled_at} />,
          },
        ]}
      />
    </Card>
  );
}

function Uid({ cluster, uid }: { cluster: Api<'ClusterDetail'>; uid: string }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <Copy text={uid} label="cluster uid" />
      <span className="text-1 text-ink-3">
        {cluster.confirmed_at === null || cluster.confirmed_uid !== uid ? (
          'not confirmed'
        ) : (
          <>
            confirmed <Time at={cluster.confirmed_at} />
          </>
        )}
      </span>
    </span>
  );
}

function Clock({ offset_ms }: { offset_ms: number | null }) {
  if (offset_ms === null) return <NotKnown />;
  const { text, tooFar } = clockWords(offset_ms);
  return <span className={tooFar ? 'text-bad' : undefined}>{text}</span>;
}
