import { CircleCheckBig } from 'lucide-react';
import { Card } from '../ui/Card.tsx';
import { SkeletonRows } from '../ui/Skeleton.tsx';
import { AttentionRow } from './AttentionRow.tsx';
import type { Overview } from './use-overview.ts';

/** What needs somebody, most urgent first, each with its action. */
export function Inbox({ overview }: { overview: Overview }) {
  const { attention, error, ready } = overview;
  const count = attention.length;
  return (
    <Card title="Needs you" note={ready && count > 0 ? String(count) : undefined} flush>
      {count > 0 && (
        <ul>
          {attention.map((row) => (
            <AttentionRow key={row.id} row={row} clusters={overview.clusters} />
          ))}
        </ul>
      )}
      {count === 0 && !ready && error === null && <SkeletonRows rows={2} label="what needs you" />}
      {count === 0 && ready && <Calm overview={overview} />}
      {error !== null && (
        <p className="border-t border-line px-4 py-3 text-ink-2">Not everything could be read, so this list may be short.</p>
      )}
      <p role="status" className="sr-only">
        {ready ? (count === 0 ? 'Nothing needs you.' : `${count} things need you.`) : ''}
      </p>
    </Card>
  );
}

function Calm({ overview: { clusters, connected } }: { overview: Overview }) {
  const all = clusters.length === 1 ? 'the cluster is' : `all ${clusters.length} clusters are`;
  return (
    <div className="flex items-start gap-3 px-4 py-5">
      <CircleCheckBig aria-hidden="true" size={20} className="mt-0.5 shrink-0 text-ok" />
      <div className="grid gap-0.5">
        <p className="font-[550]">Nothing needs you</p>
        <p className="text-ink-2">
          {clusters.length === 0
            ? 'No plan waits for a decision. This environment has no cluster.'
            : `No plan waits for a decision, nothing is stopped, and ${connected === clusters.length ? all : `${connected} of ${clusters.length} clusters are`} connected.`}
        </p>
      </div>
    </div>
  );
}
