import type { Sample } from '@modekeeper/contracts';
import { EFFECTS, type Scenario, type Uniform } from './scenarios.ts';

/** Chosen so that every scenario shows exactly the signals of the contract's table over 60 s; `synthetic.test.ts` holds it to that. */
const SEED = 1;
const WORKERS = 4;

/**
 * Samples of a scenario (contract page `telemetry`, "Synthetic source"): one a second from time 0, at least one; equal arguments give equal
 * samples on every machine. Never presented as observed.
 */
export function syntheticSamples(scenario: Scenario, duration_ms: number, seed = SEED): Sample[] {
  const steps = Math.max(1, Math.floor(duration_ms / 1_000));
  const uniform = uniformOf(seed);
  return Array.from({ length: steps }, (_, i) => sampleAt(scenario, i, steps, uniform));
}

function sampleAt(scenario: Scenario, i: number, steps: number, uniform: Uniform): Sample {
  const effect = EFFECTS[scenario];
  const base = {
    loss: 1 + 0.05 * Math.sin(i / 5) + uniform(-0.02, 0.02),
    latency_ms: 120 + 10 * Math.sin(i / 7) + uniform(-5, 5),
    throughput: 1_000 + 30 * Math.cos(i / 6) + uniform(-20, 20),
  };
  const { latency_ms, loss, throughput } = effect.apply?.(base, i, steps, uniform) ?? base;
  const workers = Array.from({ length: WORKERS }, () => latency_ms + uniform(-5, 5));
  const last = workers.pop() ?? latency_ms;
  return {
    timestamp_ms: i * 1_000,
    loss,
    latency_ms,
    throughput,
    worker_latencies_ms: [...workers, last * (effect.last_worker?.(i, steps) ?? 1)],
    step: null,
    node: null,
    gpu_model: null,
    gpu_util_pct: null,
    gpu_mem_util_pct: null,
  };
}

/** Mulberry32: 32 bits of state, the same numbers everywhere. */
function uniformOf(seed: number): Uniform {
  let state = seed >>> 0;
  return (from, to) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return from + (to - from) * (((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296);
  };
}
