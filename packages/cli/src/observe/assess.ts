import type { Signals } from '@modekeeper/contracts';
import { type Assessment, assess, sourcesSeen, windowSeconds } from '@modekeeper/engine';
import type { Observation } from './collect.ts';

/** The assessment block of an observation (its samples are sorted), as computed: no roll-up rule. */
export function assessObservation(
  { origin, samples }: Pick<Observation, 'origin' | 'samples'>,
  signals: Signals,
  proposals: number,
): Assessment {
  const span_ms = (samples.at(-1)?.timestamp_ms ?? 0) - (samples[0]?.timestamp_ms ?? 0);
  return assess({
    sample_count: samples.length,
    window_s: windowSeconds(samples.length, span_ms),
    sources_seen: sourcesSeen(origin, samples),
    signals,
    proposals,
  });
}
