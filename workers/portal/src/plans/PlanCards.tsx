import { changesInShort } from '@modekeeper/engine/knob-words';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { Time } from '../time/Time.tsx';
import type { PlanSummary } from './documents.ts';
import { NextWord } from './NextWord.tsx';
import type { Rows } from './PlanRows.tsx';
import { PlanStateChip } from './PlanStateChip.tsx';

/** The rows in sight as cards, for a phone. */
export function PlanCards({ rows: { above_px, below_px, items, row_px } }: { rows: Rows }) {
  return (
    <ul aria-label="Plans" style={{ paddingTop: above_px, paddingBottom: below_px }}>
      {items.map(({ cluster, plan }) => (
        <PlanCard key={plan.id} plan={plan} cluster={cluster} height_px={row_px} />
      ))}
    </ul>
  );
}

type CardProps = { plan: PlanSummary; cluster: string | undefined; height_px: number };

/** The whole card leads to the plan. */
const PlanCard = memo(function PlanCard({ cluster, height_px, plan }: CardProps) {
  const { changes, created_at, id, state, target } = plan;
  return (
    <li style={{ height: height_px }} className="pb-2">
      <div className="relative grid h-full content-center gap-0.5 rounded-1 border border-line bg-surface px-3 shadow-card">
        <span className="flex items-center justify-between gap-2">
          <PlanStateChip state={state} />
          <span className="text-1 text-ink-3">
            <Time at={created_at} />
          </span>
        </span>
        <Link
          to="/plans/$id"
          params={{ id }}
          className="truncate font-[550] no-underline after:absolute after:inset-0 after:content-['']"
        >
          {changesInShort(changes)}
        </Link>
        <span className="truncate text-1 text-ink-2">
          {target.namespace}/{target.name} · <bdi>{cluster ?? 'removed cluster'}</bdi>
        </span>
        <span className="truncate text-1 text-ink-3">
          <NextWord plan={plan} />
        </span>
      </div>
    </li>
  );
});
