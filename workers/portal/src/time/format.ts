import { formatDuration } from '@modekeeper/evidence/format-time';

const MINUTE_MS = 60_000;

/** `12 s ago`, `3 min ago`, `in 23 h 57 min`, `just now`. Seconds are for the first minute: who wants to know more hovers. */
export function formatRelative(at_ms: number, now_ms: number): string {
  const span_ms = Math.abs(at_ms - now_ms);
  if (span_ms < 5_000) return 'just now';
  const words = formatDuration(span_ms < MINUTE_MS ? span_ms : span_ms - (span_ms % MINUTE_MS));
  return at_ms < now_ms ? `${words} ago` : `in ${words}`;
}

/** The same moment on this browser's wall, with its zone. */
export function formatLocal(at_ms: number): string {
  return new Date(at_ms).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'long' });
}

/** `13:40:11` in UTC, for axes and timelines. */
export function formatUtcTime(at_ms: number): string {
  return new Date(at_ms).toISOString().slice(11, 19);
}
