import type { Sample } from '@modekeeper/contracts';
import { firstPresent } from '../line/record.ts';
import { gpuFields } from './gpu.ts';
import { finiteOf, intOf, numberOf } from './number.ts';
import { optionalFields, workerLatencies } from './optional.ts';
import { placeFields } from './place.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What a file record and a log record of parser A share once time, step time and loss are known (file rules 3 and 5 to 8). */
export function sampleOf(fields: Fields, known: { timestamp_ms: number; latency_ms: number; loss: number | null }): Sample {
  const { latency_ms, loss, timestamp_ms } = known;
  const throughput = finiteOf(firstPresent(fields, ['throughput'])) ?? 0;
  return {
    timestamp_ms,
    loss,
    latency_ms,
    throughput: Math.max(throughput, 0),
    worker_latencies_ms: workerLatencies(firstPresent(fields, ['worker_latencies_ms'])) ?? [latency_ms],
    step: intOf(firstPresent(fields, ['step'])),
    ...placeFields(fields),
    ...gpuFields(fields),
    ...optionalFields(fields),
  };
}

/** Loss (file rule 4): absent, null or empty is null, so are NaN and infinities; `undefined`: it is something else, and the record is dropped. */
export function lossOf(value: unknown): number | null | undefined {
  if (value === undefined || value === null || value === '') return null;
  const number = numberOf(value);
  if (number === null) return undefined;
  return Number.isFinite(number) ? number : null;
}
