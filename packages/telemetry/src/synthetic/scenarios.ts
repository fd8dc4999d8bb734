/** Scenarios of the synthetic source, sorted (contract page `cli`). */
export const SCENARIOS = [
  'baseline',
  'burst',
  'cpu_pressure',
  'drift',
  'memory_pressure',
  'replica_overprovisioning',
  'straggler',
] as const;
export type Scenario = (typeof SCENARIOS)[number];

/** What a sample is before its workers follow from it. */
export type BaseValues = { loss: number; latency_ms: number; throughput: number };
/** Uniform draw between two bounds. */
export type Uniform = (from: number, to: number) => number;

type Effect = {
  /** Changes the base values of sample `i` of `steps`. */
  apply?: (base: BaseValues, i: number, steps: number, uniform: Uniform) => BaseValues;
  /** Factor of the last worker. */
  last_worker?: (i: number, steps: number) => number;
};

/** Effects of the contract's table (page `telemetry`, "Synthetic source"). */
export const EFFECTS: Record<Scenario, Effect> = {
  baseline: {},
  drift: { apply: (base, i, steps) => ({ ...base, loss: base.loss + (0.3 * i) / steps }) },
  replica_overprovisioning: {
    apply: (base, i, steps, uniform) => ({
      ...base,
      loss: base.loss + (0.6 * i) / steps,
      throughput: 220 + 8 * Math.cos(i / 8) + uniform(-4, 4),
    }),
  },
  cpu_pressure: { apply: (base, i, steps) => (i > 0.58 * steps ? slowed(base, 2.05, 0.55) : base) },
  memory_pressure: {
    apply: (base, i, steps) => {
      const drifted = { ...base, loss: base.loss + (0.4 * i) / steps };
      return i > 0.55 * steps ? slowed(drifted, 2.15, 0.48) : drifted;
    },
  },
  burst: { apply: (base, i, steps) => (i > 0.6 * steps ? slowed(base, 1.8, 1) : base) },
  straggler: { last_worker: (i, steps) => (i > 0.4 * steps ? 2.2 : 1) },
};

function slowed(base: BaseValues, latency: number, throughput: number): BaseValues {
  return { ...base, latency_ms: base.latency_ms * latency, throughput: base.throughput * throughput };
}
