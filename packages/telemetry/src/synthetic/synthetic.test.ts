import { SIGNAL_NAMES } from '@modekeeper/contracts';
import { detectSignals } from '@modekeeper/engine';
import { describe, expect, it } from 'vitest';
import { SCENARIOS, type Scenario } from './scenarios.ts';
import { syntheticSamples } from './synthetic.ts';

const EXPECTED: Record<Scenario, string[]> = {
  baseline: [],
  drift: ['drift'],
  replica_overprovisioning: ['drift'],
  cpu_pressure: ['burst'],
  memory_pressure: ['drift', 'burst'],
  burst: ['burst'],
  straggler: ['straggler'],
};

describe('syntheticSamples', () => {
  it.each(SCENARIOS)('%s shows exactly its signals over 60 s', (scenario) => {
    const signals = detectSignals(syntheticSamples(scenario, 60_000));
    expect(SIGNAL_NAMES.filter((name) => signals[name])).toEqual(EXPECTED[scenario]);
  });

  it('gives one sample a second from time 0, at least one, four workers each', () => {
    expect(syntheticSamples('drift', 0)).toHaveLength(1);
    const samples = syntheticSamples('drift', 3_900);
    expect(samples.map(({ timestamp_ms, worker_latencies_ms }) => [timestamp_ms, worker_latencies_ms.length])).toEqual([
      [0, 4],
      [1_000, 4],
      [2_000, 4],
    ]);
  });

  it('gives equal samples for equal arguments', () => {
    expect(syntheticSamples('burst', 60_000)).toEqual(syntheticSamples('burst', 60_000));
  });
});
