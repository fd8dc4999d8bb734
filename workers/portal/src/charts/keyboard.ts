/** Buckets that a page key goes. */
const PAGE = 10;

/** Where a key leads the cursor: an index, null for "no cursor", undefined for a key that means nothing here. */
export function cursorStep(key: string, at: number | null, count: number): number | null | undefined {
  if (count === 0) return undefined;
  const last = count - 1;
  const from = at ?? last;
  const steps: Record<string, number | null> = {
    ArrowLeft: from - 1,
    ArrowRight: from + 1,
    PageUp: from - PAGE,
    PageDown: from + PAGE,
    Home: 0,
    End: last,
    Escape: null,
  };
  const to = steps[key];
  if (to === undefined || to === null) return to;
  return Math.min(last, Math.max(0, to));
}
