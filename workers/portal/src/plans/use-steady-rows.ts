import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { PlanSummary } from './documents.ts';
import { holdBack, rowsMoved } from './merge-plans.ts';

type Steady = {
  shown: PlanSummary[];
  /** Newer plans that wait for somebody to go up. */
  held: number;
  /** Goes to the top and shows them. */
  showHeld(): void;
};

/**
 * Keeps what somebody reads where it is. On top of the list everything shows at once; further down newer plans are held back and counted,
 * and when rows come or go in between, the page follows by as much.
 * @param top_px where the list begins in the document, as it stands now
 */
export function useSteadyRows(plans: readonly PlanSummary[], row_px: number, top_px: () => number): Steady {
  const [newest_shown, setNewestShown] = useState<string | null>(null);
  const newest = plans[0]?.id ?? null;
  useEffect(() => {
    const note = () => {
      const isDown = scrollY > top_px() + row_px;
      setNewestShown((held) => (isDown ? (held ?? newest) : null));
    };
    addEventListener('scroll', note, { passive: true });
    return () => removeEventListener('scroll', note);
  }, [newest, row_px, top_px]);

  const { held, shown } = holdBack(plans, newest_shown);
  const before = useRef<string[]>([]);
  useLayoutEffect(() => {
    const ids = shown.map(({ id }) => id);
    const looked_at = Math.floor((scrollY - top_px()) / row_px);
    const moved = newest_shown === null || looked_at <= 0 ? 0 : rowsMoved(before.current, ids, looked_at);
    before.current = ids;
    if (moved !== 0) scrollBy(0, moved * row_px);
  });
  const showHeld = () => {
    setNewestShown(null);
    scrollTo({ top: 0 });
  };
  return { shown, held, showHeld };
}
