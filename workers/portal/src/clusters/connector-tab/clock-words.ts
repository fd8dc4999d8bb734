import { formatDuration } from '@modekeeper/evidence/format-time';

/** Licences are judged by two clocks that may differ by this much. */
const TOLERATED_MS = 300_000;

/** How far the API server's clock is from the connector's, in words; whole seconds, finer is the way of the answer. */
export function clockWords(offset_ms: number): { text: string; tooFar: boolean } {
  const tooFar = Math.abs(offset_ms) > TOLERATED_MS;
  if (Math.abs(offset_ms) < 1_000) return { text: 'agrees with the API server within 1 s', tooFar };
  const direction = offset_ms > 0 ? 'behind' : 'ahead of';
  const limit = tooFar ? '; more than 5 min: nothing may be applied until the clocks are set' : '; up to 5 min is tolerated';
  return { text: `${formatDuration(offset_ms)} ${direction} the API server${limit}`, tooFar };
}
