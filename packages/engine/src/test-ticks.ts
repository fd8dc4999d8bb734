import type { Signals } from '@modekeeper/contracts';
import type { ApplyFacts } from './closed-loop/check-actions.ts';
import type { TickInputs } from './closed-loop/tick.ts';

/** What tests of ticks start from. */
export const NOW_MS = 10_000_000;
export const LIMITS = { cooldown_s: 30, max_delta_per_step: 0 };
export const FACTS: ApplyFacts = { entitlement: true, kill_switch_active: false, approve_advanced: false, changes: [] };

/** Signals of which only the named ones are active, with what follows from them. */
export function signals(over: Partial<Signals> = {}): Signals {
  const base = { drift: false, burst: false, straggler: false, gpu_saturated: false, ...over };
  const incident = base.drift || base.burst || base.straggler || base.gpu_saturated;
  return { ...base, incident, stable: !incident, notes: [] };
}

export function inputs(over: Partial<TickInputs> = {}): TickInputs {
  return { signals: signals(), policy: 'chord', limits: LIMITS, passport: null, now_ms: NOW_MS, ...over };
}

/** A change of the ledger, so long ago. */
export function past(chord: string, ago_ms: number) {
  return { ts: new Date(NOW_MS - ago_ms).toISOString(), knob: 'concurrency', chord };
}
