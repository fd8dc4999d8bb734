import type { Sample } from '@modekeeper/contracts';

export interface EffectiveKnob {
  readonly value: number;
  /** `step` of the sample that reported it, null when that carried none. */
  readonly applied_step: number | null;
  readonly at_ms: number;
}

/** What the workload last said that it runs with, per knob (contract page `connector`, `effective_knobs`). `samples` sorted by timestamp. */
export function effectiveKnobs(samples: readonly Sample[]): Record<string, EffectiveKnob> {
  const found: Record<string, EffectiveKnob> = {};
  for (const { knobs, step, timestamp_ms } of samples) {
    for (const [knob, value] of Object.entries(knobs ?? {})) found[knob] = { value, applied_step: step, at_ms: timestamp_ms };
  }
  return found;
}
