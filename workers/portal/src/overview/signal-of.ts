import type { LiveFinding, PlanState } from '@modekeeper/contracts';
import { isTerminalPlanState } from '@modekeeper/contracts/plan-state-names';
import type { ChartColor } from '../charts/chart-types.ts';
import { SIGNAL_WORDS } from '../plans/evidence-words.ts';

export type SignalWords = { label: string; color: ChartColor };

/** The signal that a chord answers (the chord catalog's required signals). */
const OF_CHORD = new Map([
  ['DRIFT-RETUNE', 'drift'],
  ['BURST-ABSORB', 'burst'],
  ['INPUT-STRAGGLER', 'straggler'],
]);
/** Told again every ten minutes while it lasts. */
const FINDING_MS = 12 * 60_000;

type Plan = { state: PlanState; changes: readonly { chord: string }[] };

/** What is wrong in a cluster now: of a plan that is open, else of the newest finding that is not old; null when neither tells. */
export function signalOf(plans: readonly Plan[], findings: readonly LiveFinding[], now_ms: number): SignalWords | null {
  const open = plans.find(({ state }) => !isTerminalPlanState(state));
  const answered = open?.changes.map(({ chord }) => OF_CHORD.get(chord)).find((signal) => signal !== undefined);
  if (answered !== undefined) return wordsOf(answered);
  const told = findings.findLast(({ body }) => body.signals.length > 0 && now_ms - body.at_ms < FINDING_MS);
  return told?.body.signals.map(wordsOf).find((words) => words !== null) ?? null;
}

function wordsOf(signal: string): SignalWords | null {
  const words = Object.hasOwn(SIGNAL_WORDS, signal) ? SIGNAL_WORDS[signal] : undefined;
  return words === undefined
    ? null
    : { label: `${words.name.charAt(0).toUpperCase()}${words.name.slice(1)}`, color: words.color };
}
