import { median } from '../signals/median.ts';

export type Verdict = 'pass' | 'fail' | 'inconclusive' | 'not_run';
/** One check after applying; `detail` says what people should know of it. */
export type Check = { readonly verdict: Verdict; readonly detail: string | null };

/** What checks come to together (contract page `kubernetes`, "Verify after apply"): any fail, else any inconclusive, else any pass, else not run. */
export function overallVerdict(checks: Iterable<Pick<Check, 'verdict'>>): Verdict {
  const seen = new Set([...checks].map(({ verdict }) => verdict));
  for (const verdict of ['fail', 'inconclusive', 'pass'] as const) if (seen.has(verdict)) return verdict;
  return 'not_run';
}

const MIN_SAMPLES = 12;
const MAX_RATIO = 1.1;

/** Telemetry check: the median step time (ms) after the change is at most 1.10 times that before; too few samples decide nothing. */
export function judgeStepTimes(before_ms: readonly number[], after_ms: readonly number[]): Check {
  const counts = `${before_ms.length} samples before, ${after_ms.length} after`;
  if (before_ms.length < MIN_SAMPLES || after_ms.length < MIN_SAMPLES)
    return { verdict: 'inconclusive', detail: `${counts}; ${MIN_SAMPLES} are needed on each side` };
  const [before, after] = [median(before_ms), median(after_ms)];
  const detail = `median step time ${before} ms before, ${after} ms after (${counts})`;
  return { verdict: after <= MAX_RATIO * before ? 'pass' : 'fail', detail };
}
