import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { ArrowUp } from 'lucide-react';
import { useCallback, useEffect, useRef } from 'react';
import { useShortcut } from '../shell/shortcuts/use-shortcut.ts';
import type { PlanSummary } from './documents.ts';
import { PlanCards } from './PlanCards.tsx';
import { PlanTable } from './PlanTable.tsx';
import { useSteadyRows } from './use-steady-rows.ts';
import { useWide } from './use-wide.ts';

type Props = {
  plans: readonly PlanSummary[];
  clusterNames: ReadonlyMap<string, string>;
  hasMore: boolean;
  isLoadingMore: boolean;
  onMore(): void;
};
/** The rows in sight, and the room that those above and below them take. */
export type Rows = {
  items: readonly { index: number; plan: PlanSummary; cluster: string | undefined }[];
  row_px: number;
  above_px: number;
  below_px: number;
  /** Of all rows; -1 while nobody knows. */
  count: number;
};

/** All rows are alike, so that ten thousand of them need no measuring. */
const ROW_PX = { wide: 44, phone: 112 };
const OVERSCAN = 12;
/** The next page is asked for before its rows come into sight. */
const MORE_BEFORE = 30;

/** Rows of plans: only those in sight are in the page. A table on wide screens, cards on a phone. */
export function PlanRows({ clusterNames, hasMore, isLoadingMore, onMore, plans }: Props) {
  const isWide = useWide();
  const row_px = isWide ? ROW_PX.wide : ROW_PX.phone;
  const holder = useRef<HTMLDivElement>(null);
  const top_px = useCallback(() => (holder.current?.getBoundingClientRect().top ?? 0) + scrollY, []);
  const { held, showHeld, shown } = useSteadyRows(plans, row_px, top_px);
  const virtualizer = useWindowVirtualizer({
    count: shown.length,
    estimateSize: () => row_px,
    overscan: OVERSCAN,
    scrollMargin: holder.current?.offsetTop ?? 0,
    getItemKey: (index) => shown[index]?.id ?? index,
  });
  useEffect(() => {
    void row_px;
    virtualizer.measure();
  }, [virtualizer, row_px]);
  const items = virtualizer.getVirtualItems();
  const walk = (by: 1 | -1) => focusNeighbour(holder.current, by);
  useShortcut('j', 'Next plan', () => walk(1));
  useShortcut('k', 'Previous plan', () => walk(-1));
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !isLoadingMore && last >= shown.length - MORE_BEFORE) onMore();
  }, [hasMore, isLoadingMore, last, shown.length, onMore]);
  const rows: Rows = {
    items: items.flatMap(({ index }) => {
      const plan = shown[index];
      return plan === undefined ? [] : [{ index, plan, cluster: clusterNames.get(plan.cluster_id) }];
    }),
    row_px,
    above_px: first * row_px,
    below_px: Math.max(0, shown.length - last - 1) * row_px,
    count: hasMore ? -1 : shown.length,
  };
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-2">
      {held > 0 && (
        <button
          type="button"
          onClick={showHeld}
          className="sticky top-16 z-10 inline-flex items-center gap-1.5 justify-self-center rounded-full bg-accent px-3 py-1 text-1 font-semibold text-accent-ink"
        >
          <ArrowUp aria-hidden="true" size={14} />
          {held === 1 ? '1 new plan' : `${held} new plans`}
        </button>
      )}
      <div ref={holder} className="min-w-0">
        {isWide ? <PlanTable rows={rows} /> : <PlanCards rows={rows} />}
      </div>
      <p role="status" className="min-h-5 text-1 text-ink-3">
        {isLoadingMore ? 'Loading older plans' : countWords(shown.length, hasMore)}
      </p>
    </div>
  );
}

/** Moves the focus to the link of the next row or the one before; the first one in sight when none has it. */
function focusNeighbour(holder: HTMLElement | null, by: 1 | -1): void {
  const links = [...(holder?.querySelectorAll('a') ?? [])];
  const at = links.indexOf(document.activeElement as HTMLAnchorElement);
  const next = at === -1 ? links.find((link) => link.getBoundingClientRect().top > 0) : links[at + by];
  next?.focus();
}

function countWords(count: number, hasMore: boolean): string {
  if (count === 1) return hasMore ? 'One plan so far' : 'One plan';
  return `${count.toLocaleString('en-GB')} plans${hasMore ? ' so far; older ones come as you scroll' : ''}`;
}
