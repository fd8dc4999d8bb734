import type { Sample } from '@modekeeper/contracts';
import { finiteOf, intOf, millisecondsOf } from '../fields/number.ts';
import { optionalFields, workerLatencies } from '../fields/optional.ts';
import { timestampOf } from '../fields/timestamp.ts';
import { jsonRecord } from '../line/json-record.ts';
import { logLineOf } from '../line/log-line.ts';
import { pairsRecord } from '../line/pairs-record.ts';
import { firstPresent, type LineRecord } from '../line/record.ts';
import { isEmpty, type ParsedLine } from './parsed-line.ts';

/** Parser B (contract page `telemetry`, "Kubernetes log source"), for pods whose annotation `modekeeper/telemetry` is `stdout-jsonl`. Never throws. */
export function parseStdoutJsonl(line: string): ParsedLine {
  const log = logLineOf(line);
  if (log === null) return { kind: 'blank' };
  const record = jsonRecord(log.payload) ?? pairsRecord(log.payload);
  if (record === null) return { kind: 'no_record' };
  const sample = sampleOf(record, log.fallback_ms);
  return sample === null ? { kind: 'missing_fields' } : { kind: 'sample', sample };
}

function sampleOf({ fields }: LineRecord, fallback_ms: number | null): Sample | null {
  const ts = firstPresent(fields, ['ts', 't', 'timestamp']);
  const timestamp_ms = isEmpty(ts) ? fallback_ms : timestampOf(ts);
  const step = intOf(firstPresent(fields, ['step']));
  const throughput = finiteOf(firstPresent(fields, ['throughput', 'samples_per_sec', 'samples_sec']));
  if (timestamp_ms === null || step === null || throughput === null || throughput <= 0) return null;
  const latency_ms = latencyOf(fields, throughput);
  if (latency_ms === null) return null;
  return {
    timestamp_ms,
    loss: finiteOf(firstPresent(fields, ['loss'])),
    latency_ms,
    throughput,
    worker_latencies_ms: workerLatencies(firstPresent(fields, ['worker_latencies_ms'])) ?? [latency_ms],
    step,
    node: null,
    gpu_model: null,
    gpu_util_pct: null,
    gpu_mem_util_pct: null,
    ...optionalFields(fields),
  };
}

// The step time is optional in parser B: an unusable one counts as absent, and the throughput gives it.
function latencyOf(fields: LineRecord['fields'], throughput: number): number | null {
  const given = millisecondsOf(firstPresent(fields, ['step_time_ms', 'step_time', 'latency_ms']));
  const latency_ms = given !== null && given > 0 ? given : 1000 / throughput;
  return Number.isFinite(latency_ms) && latency_ms > 0 ? latency_ms : null;
}
