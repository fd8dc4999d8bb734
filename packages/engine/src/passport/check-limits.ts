import { sortedByCodePoint } from '@modekeeper/contracts/json/code-point-order';
import { isJsonObject, type JsonObject, type JsonValue } from '@modekeeper/contracts/json/value';
import { parseIsoTime } from './iso-time.ts';
import type { PassportProblem, ReadInt } from './problem.ts';

const REQUIRED = [
  ['cooldown_s', 0],
  ['max_delta_per_step', 0],
  ['relock_stable_intervals', 1],
] as const;

function* checkKnobLimits(value: JsonValue | undefined, readInt: ReadInt): Generator<PassportProblem> {
  const base = 'limits.knob_limits';
  if (value === undefined || value === null) return;
  if (!isJsonObject(value)) {
    yield { path: base, message: `${base} must be an object` };
    return;
  }
  for (const [knob, bounds] of Object.entries(value)) {
    const path = `${base}.${knob}`;
    if (knob.trim() === '') yield { path: base, message: `${base} keys must be non-empty strings` };
    else if (!isJsonObject(bounds)) yield { path, message: `${path} must be an object` };
    else {
      const min = readInt(bounds.min, ['limits', 'knob_limits', knob, 'min']);
      const max = readInt(bounds.max, ['limits', 'knob_limits', knob, 'max']);
      if (min === null) yield { path: `${path}.min`, message: `${path}.min must be int` };
      if (max === null) yield { path: `${path}.max`, message: `${path}.max must be int` };
      if (min !== null && max !== null && min > max) yield { path, message: `${path}.min must be <= ${path}.max` };
    }
  }
}

/** Steps 8 to 10 of the validation order: `limits` and its knob limits. */
export function* checkLimits(value: JsonValue | undefined, src: string, readInt: ReadInt): Generator<PassportProblem> {
  if (!isJsonObject(value)) {
    yield { path: 'limits', message: 'limits must be an object' };
    return;
  }
  const missing = REQUIRED.map(([key]) => key).filter((key) => !Object.hasOwn(value, key));
  if (missing.length > 0) {
    yield { path: 'limits', message: `${src}: limits missing required keys: ${sortedByCodePoint(missing).join(', ')}` };
  }
  for (const [key, least] of REQUIRED) {
    if (!Object.hasOwn(value, key)) continue;
    const int = readInt(value[key], ['limits', key]);
    if (int === null || int < least) yield { path: `limits.${key}`, message: `${src}: limits.${key} must be int >= ${least}` };
  }
  yield* checkKnobLimits(value.knob_limits, readInt);
}

function isFreezeWindow(value: JsonValue): boolean {
  if (!isJsonObject(value) || typeof value.start !== 'string' || typeof value.end !== 'string') return false;
  const start = parseIsoTime(value.start);
  const end = parseIsoTime(value.end);
  return start !== null && end !== null && start < end;
}

/** Step 12, the last: freeze windows with `start < end`. */
export function* checkFreezeWindows(limits: JsonObject): Generator<PassportProblem> {
  if (!Object.hasOwn(limits, 'freeze_windows')) return;
  const windows = limits.freeze_windows;
  if (!Array.isArray(windows) || !windows.every(isFreezeWindow)) {
    yield { path: 'limits.freeze_windows', message: 'limits.freeze_windows must be an array of {start, end} with start < end' };
  }
}
