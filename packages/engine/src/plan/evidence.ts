import { type Plan, type Sample, SIGNAL_NAMES, type Signals, sha256Hex, sortedByCodePoint } from '@modekeeper/contracts';

type Evidence = Plan['evidence'];

const jsonLine = (sample: Sample): string =>
  JSON.stringify(sample, sortedByCodePoint(new Set([...Object.keys(sample), ...Object.keys(sample.knobs ?? {})])));

/**
 * What a plan says about the window it was made from: bounds in epoch milliseconds, number of samples, active base signals
 * in their fixed order, and SHA-256 over the samples in time order as JSONL with sorted keys. The samples stay in the
 * cluster; the digest lets their owner prove later which ones they were.
 */
export function summarizeEvidence(samples: readonly Sample[], signals: Signals): Evidence {
  const inTimeOrder = samples.toSorted((a, b) => a.timestamp_ms - b.timestamp_ms);
  return {
    window_start_ms: inTimeOrder[0]?.timestamp_ms ?? 0,
    window_end_ms: inTimeOrder.at(-1)?.timestamp_ms ?? 0,
    samples: inTimeOrder.length,
    signals: SIGNAL_NAMES.filter((name) => signals[name]),
    digest: sha256Hex(inTimeOrder.map((sample) => `${jsonLine(sample)}\n`).join('')),
  };
}
