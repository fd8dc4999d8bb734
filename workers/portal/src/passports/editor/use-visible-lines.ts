import { type RefObject, useCallback, useLayoutEffect, useState } from 'react';

export type VisibleLines = {
  /** First line in view, from 1, and how many. */
  readonly first: number;
  readonly count: number;
  /** How far the first is scrolled out at the top, and the whole to the side; pixels. */
  readonly offset_px: number;
  onScroll(): void;
};

/** Which lines of a textarea are in view: only those are numbered, so that a text of 200,000 lines costs nothing. */
export function useVisibleLines(area: RefObject<HTMLTextAreaElement | null>, lines: number): VisibleLines {
  const [view, setView] = useState({ first: 1, count: 60, offset_px: 0 });
  const measure = useCallback(() => {
    const element = area.current;
    if (element === null) return;
    const style = getComputedStyle(element);
    const line_px = Number.parseFloat(style.lineHeight);
    const padding_px = Number.parseFloat(style.paddingTop);
    const hidden = Math.max(0, Math.floor((element.scrollTop - padding_px) / line_px));
    const first = hidden + 1;
    const count = Math.ceil(element.clientHeight / line_px) + 2;
    setView({ first, count, offset_px: padding_px + hidden * line_px - element.scrollTop });
  }, [area]);
  useLayoutEffect(() => {
    measure();
    const element = area.current;
    if (element === null) return;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [area, measure]);
  return { ...view, count: Math.max(0, Math.min(view.count, lines - view.first + 1)), onScroll: measure };
}
