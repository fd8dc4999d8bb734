import type { Sample } from '@modekeeper/contracts';
import { lossOf, sampleOf } from '../fields/common.ts';
import { finiteOf } from '../fields/number.ts';
import { timestampOf } from '../fields/timestamp.ts';
import { firstPresent } from '../line/record.ts';

/** What a line of a file is. `missing_fields`: a record without usable `ts`, `step_time_ms` or with a loss that is no number. */
export type FileLine =
  | { readonly kind: 'sample'; readonly sample: Sample }
  | { readonly kind: 'blank' | 'invalid_json' | 'invalid_shape' | 'missing_fields' };

const MISSING: FileLine = { kind: 'missing_fields' };

/** A JSON object or CSV row by the rules of the file source (contract page `telemetry`, rules 1 to 8). */
export function fileRecord(fields: Readonly<Record<string, unknown>>): FileLine {
  const timestamp_ms = timestampOf(firstPresent(fields, ['ts']));
  const latency_ms = finiteOf(firstPresent(fields, ['step_time_ms']));
  const loss = lossOf(firstPresent(fields, ['loss']));
  if (timestamp_ms === null || latency_ms === null || latency_ms <= 0 || loss === undefined) return MISSING;
  return { kind: 'sample', sample: sampleOf(fields, { timestamp_ms, latency_ms, loss }) };
}
