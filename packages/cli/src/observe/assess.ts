import { type Assessment, assess, sourcesSeen, windowSeconds } from '@modekeeper/engine';
import type { Observation } from './collect.ts';

/** The assessment block of an observation, as computed: no roll-up rule. */
export function assessObservation({ origin, window }: Pick<Observation, 'origin' | 'window'>, proposals: number): Assessment {
  const { counts, sample_count, signals, span_ms } = window;
  return assess({
    sample_count,
    window_s: windowSeconds(sample_count, span_ms),
    sources_seen: sourcesSeen(origin, counts.gpu_util_pct + counts.gpu_mem_util_pct > 0),
    signals,
    proposals,
  });
}
