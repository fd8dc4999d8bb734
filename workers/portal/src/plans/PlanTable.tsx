import { changesInShort, chordsOf } from '@modekeeper/engine/knob-words';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { Time } from '../time/Time.tsx';
import { cx } from '../ui/cx.ts';
import type { PlanSummary } from './documents.ts';
import { NextWord } from './NextWord.tsx';
import type { Rows } from './PlanRows.tsx';
import { PlanStateChip } from './PlanStateChip.tsx';

const COLUMNS = [
  { name: 'State', width: 'w-52' },
  { name: 'What changes', width: '' },
  { name: 'Workload, cluster', width: 'w-[17%]' },
  { name: 'Chord', width: 'w-[10%] max-xl:hidden' },
  { name: 'Proposed', width: 'w-28' },
  { name: 'Next', width: 'w-[21%]' },
];

/** The rows in sight as a table; the room of the others stands above and below them. */
export function PlanTable({ rows: { above_px, below_px, count, items, row_px } }: { rows: Rows }) {
  return (
    <div className="rounded-1 border border-line bg-surface shadow-card">
      <table aria-rowcount={count === -1 ? -1 : count + 1} className="w-full table-fixed border-collapse">
        <caption className="sr-only">Plans, newest first</caption>
        <thead>
          <tr aria-rowindex={1} className="h-9 text-left text-1 text-ink-3">
            {COLUMNS.map(({ name, width }) => (
              <th key={name} scope="col" className={cx('px-2 font-medium first:pl-4 last:pr-4', width)}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Room height_px={above_px} />
          {items.map(({ cluster, index, plan }) => (
            <PlanRow key={plan.id} plan={plan} index={index} cluster={cluster} height_px={row_px} />
          ))}
          <Room height_px={below_px} />
        </tbody>
      </table>
    </div>
  );
}

function Room({ height_px }: { height_px: number }) {
  if (height_px === 0) return null;
  return (
    <tr>
      <td aria-hidden="true" className="p-0" style={{ height: height_px }} />
    </tr>
  );
}

type RowProps = { plan: PlanSummary; index: number; cluster: string | undefined; height_px: number };
const CELL = 'truncate border-t border-line px-2 py-0 first:pl-4 last:pr-4';

/** The whole row leads to the plan. */
const PlanRow = memo(function PlanRow({ cluster, height_px, index, plan }: RowProps) {
  const { changes, created_at, id, state, target } = plan;
  return (
    <tr
      aria-rowindex={index + 2}
      style={{ height: height_px }}
      className="relative hover:bg-canvas has-[a:focus-visible]:bg-canvas"
    >
      <td className={cx(CELL, 'text-clip')}>
        <PlanStateChip state={state} />
      </td>
      <td className={cx(CELL, 'font-[550]')}>
        <Link to="/plans/$id" params={{ id }} className="no-underline after:absolute after:inset-0 after:content-['']">
          {changesInShort(changes)}
        </Link>
      </td>
      <td className={cx(CELL, 'leading-tight')} title={`${target.namespace}/${target.name}`}>
        <span className="text-ink-3">{target.namespace}/</span>
        {target.name}
        <bdi className="block truncate text-1 text-ink-2">{cluster ?? 'removed cluster'}</bdi>
      </td>
      <td className={cx(CELL, 'text-1 text-ink-2 max-xl:hidden')}>{chordsOf(plan)}</td>
      <td className={cx(CELL, 'text-1 text-ink-2')}>
        <Time at={created_at} />
      </td>
      <td className={cx(CELL, 'text-1 text-ink-2')}>
        <NextWord plan={plan} />
      </td>
    </tr>
  );
});
