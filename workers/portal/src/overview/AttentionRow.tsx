import type { PlanState } from '@modekeeper/contracts';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Api } from '../api/types.ts';
import { Time } from '../time/Time.tsx';
import { buttonClass } from '../ui/Button.tsx';
import type { Attention } from './attention.ts';
import { rowChip } from './row-chip.tsx';
import { rowDetail, rowTitle } from './row-words.ts';

type Props = { row: Attention; clusters: readonly Api<'Cluster'>[] };

/** One thing that needs somebody: state, what it is about, why, since when, and the action. */
export function AttentionRow({ clusters, row }: Props) {
  const names = new Map(clusters.map(({ id, name }) => [id, name]));
  return (
    <li className="grid grid-cols-[196px_minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1.5 border-t border-line px-4 py-3 first:border-t-0 max-md:grid-cols-1">
      <span>{rowChip(row)}</span>
      <div className="grid min-w-0 gap-0.5">
        <p className="min-w-0 font-[550] break-words">
          <bdi>{rowTitle(row, names)}</bdi>
        </p>
        <p className="min-w-0 break-words text-ink-2">
          {rowDetail(row)}
          {row.at_ms > 0 && <When row={row} />}
        </p>
      </div>
      <span className="justify-self-end max-md:justify-self-start">
        <Action row={row} />
      </span>
    </li>
  );
}

function When({ row }: { row: Attention }) {
  const runsOut = row.kind === 'plan' && row.plan.state === 'verified';
  return (
    <span className="text-ink-3">
      {' '}
      {runsOut ? (
        <>
          Runs out <Time at={row.plan.expires_at} />.
        </>
      ) : (
        <Time at={row.at_ms} />
      )}
    </span>
  );
}

const PLAN_ACTIONS: Partial<Record<PlanState, string>> = { verified: 'Review plan', needs_person: 'Look and resolve' };

function Action({ row }: { row: Attention }): ReactNode {
  const look = buttonClass(isPressing(row) ? 'primary' : 'plain', true);
  switch (row.kind) {
    case 'plan':
      return (
        <Link to="/plans/$id" params={{ id: row.plan.id }} className={look}>
          {row.proof_only ? 'Look at plan' : (PLAN_ACTIONS[row.plan.state] ?? 'See what happened')}
        </Link>
      );
    case 'switch':
    case 'local_stop':
      return (
        <Link to="/settings/kill-switch" className={look}>
          See what is stopped
        </Link>
      );
    case 'cluster':
      if (row.presence === 'awaiting_confirmation' || row.presence === 'never_connected')
        return (
          <Link to="/start" search={{ cluster: row.cluster.id }} className={look}>
            {row.presence === 'never_connected' ? 'Go on with the guide' : 'Compare and confirm'}
          </Link>
        );
      return <ToCluster id={row.cluster.id} look={look} />;
    default:
      return <ToCluster id={row.cluster.id} look={look} />;
  }
}

/** A person's word is waited for, or something is left half done. */
function isPressing(row: Attention): boolean {
  return row.kind === 'plan' && row.plan.state !== 'blocked' && !row.proof_only;
}

function ToCluster({ id, look }: { id: string; look: string }) {
  return (
    <Link to="/clusters/$id" params={{ id }} className={look}>
      Open cluster
    </Link>
  );
}
