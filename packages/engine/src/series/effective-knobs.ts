import type { Sample } from '@modekeeper/contracts';

/** What a workload says it runs with: the value, and the step of the sample that said so. */
export type EffectiveKnobs = Record<string, { value: number; applied_step: number | null }>;

/** `effective_knobs` of a workload: for each knob the newest sample (by time) that reports it. */
export function effectiveKnobs(samples: readonly Sample[]): EffectiveKnobs {
  const knobs = new Map<string, EffectiveKnobs[string]>();
  for (const sample of samples.toSorted((a, b) => a.timestamp_ms - b.timestamp_ms)) {
    for (const [knob, value] of Object.entries(sample.knobs ?? {})) knobs.set(knob, { value, applied_step: sample.step });
  }
  return Object.fromEntries(knobs);
}
