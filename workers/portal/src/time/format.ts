import { formatDuration } from '@modekeeper/evidence/format-time';

/** `3 min ago`, `in 23 h 57 min`, `just now`. */
export function formatRelative(at_ms: number, now_ms: number): string {
  const span_ms = at_ms - now_ms;
  if (Math.abs(span_ms) < 5_000) return 'just now';
  return span_ms < 0 ? `${formatDuration(span_ms)} ago` : `in ${formatDuration(span_ms)}`;
}

/** The same moment on this browser's wall, with its zone. */
export function formatLocal(at_ms: number): string {
  return new Date(at_ms).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'long' });
}

/** `13:40:11` in UTC, for axes and timelines. */
export function formatUtcTime(at_ms: number): string {
  return new Date(at_ms).toISOString().slice(11, 19);
}
