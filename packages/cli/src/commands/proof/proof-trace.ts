import type { Sample } from '@modekeeper/contracts';
import type { SyntheticProof } from '@modekeeper/evidence';
import { type Scenario, syntheticSamples } from '@modekeeper/telemetry';

/** What each proof is made of. */
const SCENARIOS: Record<SyntheticProof, Scenario> = {
  stable: 'baseline',
  burst: 'burst',
  dirty: 'baseline',
  straggler: 'straggler',
  combo: 'memory_pressure',
};
const DURATION_MS = 60_000;
/** A moment of no meaning: times of a trace are of some day. */
const START_S = 1_767_600_000;
/** After every tenth good line of the dirty trace, in turn: cut off, no object, no time, no step time, diverged. */
const DIRT = [
  '{"ts": 17676',
  '[1, 2]',
  '{"step_time_ms": 120}',
  `{"ts": ${START_S}, "step_time_ms": 0}`,
  `{"ts": ${START_S}, "step_time_ms": 120, "loss": "diverged"}`,
];

/** The trace of a proof, as JSON lines; the same bytes on every machine. */
export function proofTrace(proof: SyntheticProof): string {
  const lines = syntheticSamples(SCENARIOS[proof], DURATION_MS).map(lineOf);
  const dirty = lines.flatMap((line, at) => (at % 10 === 9 ? [line, DIRT[Math.floor(at / 10) % DIRT.length] ?? ''] : [line]));
  return `${(proof === 'dirty' ? dirty : lines).join('\n')}\n`;
}

function lineOf({ latency_ms, loss, throughput, timestamp_ms, worker_latencies_ms }: Sample): string {
  return JSON.stringify({
    ts: START_S + timestamp_ms / 1_000,
    step_time_ms: rounded(latency_ms),
    loss: loss === null ? null : rounded(loss),
    throughput: rounded(throughput),
    worker_latencies_ms: worker_latencies_ms.map(rounded),
  });
}

/** Three decimals: more would be the noise of a sine that machines may round unlike. */
function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
