import { lossOf, sampleOf } from '../fields/common.ts';
import { finiteOf, millisecondsText, numberOf } from '../fields/number.ts';
import { timestampOf } from '../fields/timestamp.ts';
import { jsonRecord } from '../line/json-record.ts';
import { logLineOf } from '../line/log-line.ts';
import { pairsRecord } from '../line/pairs-record.ts';
import { firstPresent } from '../line/record.ts';
import { isEmpty, type ParsedLine } from './parsed-line.ts';

const TIMES = ['ts', 't', 'timestamp', 'time', '@timestamp'];
const STEP_TIMES = [
  'step_time_ms',
  'step_time',
  'latency_ms',
  'latency',
  'duration_ms',
  'duration',
  'request_duration_ms',
  'request_time_ms',
  'request_latency_ms',
  'response_time_ms',
  'elapsed_ms',
  'elapsed',
  'took_ms',
  'took',
  'http.resp.took_ms',
  'http_resp_took_ms',
];
/** Milliseconds of a unit, in the order in which suffixes are tried. */
const UNITS: readonly (readonly [RegExp, number])[] = [
  [/ms$/i, 1],
  [/(?:us|[\u00b5\u03bc]s)$/i, 1e-3],
  [/ns$/i, 1e-6],
  [/s$/i, 1e3],
];
const IN_TEXT = /(?<![\w.+-])([+-]?\d+(?:\.\d+)?) ?(ms|s|us|[\u00b5\u03bc]s|ns)(?!\w)/i;

/** Parser A (contract page `telemetry`, "Kubernetes log source"): whatever a pod prints that tells a time and a duration. Never throws. */
export function parsePodLog(line: string): ParsedLine {
  const log = logLineOf(line);
  if (log === null) return { kind: 'blank' };
  const record = jsonRecord(log.payload) ?? pairsRecord(log.payload) ?? pairsRecord(line);
  const fields = record?.fields ?? {};
  const unusable: ParsedLine = { kind: record === null ? 'no_record' : 'missing_fields' };
  const ts = firstPresent(fields, TIMES);
  const timestamp_ms = isEmpty(ts) ? log.fallback_ms : timestampOf(ts);
  const latency_ms = stepTimeOf(firstPresent(fields, STEP_TIMES)) ?? durationIn(log.payload);
  const given = firstPresent(fields, ['loss']);
  const loss = lossOf(typeof given === 'string' ? millisecondsText(given) : given);
  if (timestamp_ms === null || latency_ms === null || loss === undefined) return unusable;
  if (!Number.isFinite(latency_ms) || latency_ms <= 0) return unusable;
  return { kind: 'sample', sample: sampleOf(fields, { timestamp_ms, latency_ms, loss }) };
}

/** Milliseconds of a step time that may carry a unit; null when it is none. */
function stepTimeOf(value: unknown): number | null {
  if (typeof value !== 'string') return numberOf(value);
  const text = value.trim().replace(/[,;]$/, '').trimEnd();
  const [suffix, factor] = UNITS.find(([unit]) => unit.test(text)) ?? [/$/, 1];
  const number = numberOf(text.replace(suffix, ''));
  return number === null ? null : number * factor;
}

/** The first duration that stands in a text by itself. */
function durationIn(payload: string): number | null {
  const [, number, unit] = IN_TEXT.exec(payload) ?? [];
  const [, factor] = UNITS.find(([suffix]) => suffix.test(unit ?? '')) ?? [];
  const value = finiteOf(number);
  return value === null || factor === undefined ? null : value * factor;
}
