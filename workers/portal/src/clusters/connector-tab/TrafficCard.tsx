import { formatNumber } from '@modekeeper/evidence/format-value';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { Api } from '../../api/types.ts';
import { Time } from '../../time/Time.tsx';
import { Card } from '../../ui/Card.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { type Count, countsOf } from './counter-words.ts';
import { Facts } from './Facts.tsx';

/** Queues and counters of the connection: nothing that was refused, dropped or put aside stays unseen. */
export function TrafficCard({ connection }: { connection: Api<'Connection'> }) {
  if (connection === null) {
    return (
      <Card title="Queues and counters">
        <p className="text-ink-2">
          Nothing to count: no connector has enrolled, or the cluster’s object cannot be asked just now.
        </p>
      </Card>
    );
  }
  const { counters, duplicate_identity, parked, parked_retry_at, queues } = connection;
  const { others, troubles } = countsOf(counters);
  return (
    <Card title="Queues and counters" note="since the cluster was enrolled">
      <div className="grid gap-4">
        {duplicate_identity && (
          <p className="text-bad">
            Two connectors answered with this identity; the newer is refused. Remove the one that should not be there, or enrol
            again with a new token.
          </p>
        )}
        <Facts
          facts={[
            { term: 'Waiting to be recorded', value: formatNumber(queues.inbox_waiting) },
            { term: 'Put aside', value: formatNumber(queues.inbox_parked) },
            { term: 'Not acknowledged yet', value: formatNumber(queues.outbox_unacknowledged) },
          ]}
        />
        {parked.length > 0 && <Parked parked={parked} retry_at={parked_retry_at} />}
        <Troubles counts={troubles} />
        <details>
          <summary className="text-1 text-ink-2">All counters</summary>
          <div className="pt-2">
            <Facts facts={others.map(({ label, value }) => ({ term: label, value: formatNumber(value) }))} />
          </div>
        </details>
      </div>
    </Card>
  );
}

function Troubles({ counts }: { counts: readonly Count[] }) {
  if (counts.length === 0) {
    return (
      <p>
        <Chip tone="ok" icon={CircleCheck}>
          Nothing refused, dropped or put aside
        </Chip>
      </p>
    );
  }
  return (
    <ul className="flex flex-wrap gap-2">
      {counts.map(({ label, name, value }) => (
        <li key={name}>
          <Chip tone="warn" icon={TriangleAlert}>
            {label}: {formatNumber(value)}
          </Chip>
        </li>
      ))}
    </ul>
  );
}

type ParkedFrames = NonNullable<Api<'Connection'>>['parked'];

function Parked({ parked, retry_at }: { parked: ParkedFrames; retry_at: string | null }) {
  return (
    <div className="grid gap-1">
      <p className="text-ink-2">
        Put aside: nothing could record these. They are kept and tried again
        {retry_at !== null && (
          <>
            {' '}
            <Time at={retry_at} />
          </>
        )}
        .
      </p>
      <ul className="grid gap-1 text-1">
        {parked.map(({ attempts, reason, received_at, type }) => (
          <li key={`${type} ${received_at} ${reason}`} className="break-words text-ink-2">
            <code>{type}</code>, <code>{reason}</code>, received <Time at={received_at} />, tried{' '}
            {attempts === 1 ? 'once' : `${attempts} times`}
          </li>
        ))}
      </ul>
    </div>
  );
}
