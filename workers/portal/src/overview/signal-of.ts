import type { LiveFinding } from '@modekeeper/contracts';
import type { ChartColor } from '../charts/chart-types.ts';

export type SignalWords = { label: string; color: ChartColor };

/** Signals in words, with the colour that they have in every chart. */
const SIGNALS: Record<string, SignalWords> = {
  drift: { label: 'Drift', color: 's-drift' },
  burst: { label: 'Burst', color: 's-burst' },
  straggler: { label: 'Straggler', color: 's-straggler' },
  gpu_saturated: { label: 'GPU saturated', color: 'warn' },
};
/** The signal that a chord answers (the chord catalog's required signals). */
const OF_CHORD: Record<string, string> = { 'DRIFT-RETUNE': 'drift', 'BURST-ABSORB': 'burst', 'INPUT-STRAGGLER': 'straggler' };
/** Told again every ten minutes while it lasts. */
const FINDING_MS = 12 * 60_000;

type Changes = { changes: readonly { chord: string }[] };

/** What is wrong with a workload now: of its open plan, else of the newest finding that is not old; null when neither tells. */
export function signalOf(open: Changes | undefined, findings: readonly LiveFinding[], now_ms: number): SignalWords | null {
  const chord = open?.changes.map((change) => OF_CHORD[change.chord]).find((name) => name !== undefined);
  if (chord !== undefined) return SIGNALS[chord] ?? null;
  const told = findings.findLast(({ body }) => body.signals.length > 0 && now_ms - body.at_ms < FINDING_MS);
  const name = told?.body.signals.find((signal) => signal in SIGNALS);
  return name === undefined ? null : (SIGNALS[name] ?? null);
}
