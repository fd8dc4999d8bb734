import type { DraftMark } from '../document/check-draft.ts';

/** Lines kept above, so that what is wrong is seen with what it belongs to. */
const LINES_ABOVE = 4;

/** Puts the caret at a mark and scrolls there. */
export function goToMark(area: HTMLTextAreaElement | null, { end, line, start }: DraftMark): void {
  if (area === null) return;
  area.focus({ preventScroll: true });
  area.setSelectionRange(start, end);
  area.scrollTop = (line - 1 - LINES_ABOVE) * Number.parseFloat(getComputedStyle(area).lineHeight);
  area.scrollIntoView({ block: 'nearest' });
}
