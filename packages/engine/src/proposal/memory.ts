import {
  digestOf,
  KILL_REASONS,
  LICENSE_REASONS,
  MODE_REASONS,
  PASSPORT_REASONS,
  SECOND_LOCK_REASONS,
  sortedByCodePoint,
  terminalPlanStateSchema,
} from '@modekeeper/contracts';
import { z } from 'zod';

/**
 * What is remembered of a plan that did not become a change, per target (with its uid) and set of changes; part of
 * `<release>-state`. `times` counts such endings in a row: each one doubles the pause.
 */
export const refusalSchema = z.object({
  target: z.string(),
  uid: z.string(),
  changes_digest: z.string(),
  terminal: terminalPlanStateSchema,
  reason: z.string().nullable(),
  at_ms: z.int().nonnegative(),
  times: z.int().min(1),
});

/** A remembered ending. */
export type Refusal = z.infer<typeof refusalSchema>;

/** A target whose confirmed effect somebody else took back: nothing is proposed for that uid again. */
export const suppressionSchema = z.object({ target: z.string(), uid: z.string(), at_ms: z.int().nonnegative() });

/** A suppressed target. */
export type Suppression = z.infer<typeof suppressionSchema>;

/** First pause after an ending that calls for one, and the longest. */
export const BACKOFF_FIRST_MS = 600_000;
export const BACKOFF_LONGEST_MS = 86_400_000;

/**
 * Endings after which the same changes wait. The contract names the first six; the last two leave changes behind that a
 * person has to look at, so they wait at least as long.
 */
const PAUSING: readonly Refusal['terminal'][] = [
  'rejected',
  'rolled_back',
  'conflict',
  'diff_unstable',
  'verify_failed',
  'inconclusive',
  'halted_partial',
  'rollback_conflict',
];

const CHECKABLE: readonly string[] = [
  ...MODE_REASONS,
  ...KILL_REASONS,
  ...LICENSE_REASONS,
  ...PASSPORT_REASONS,
  ...SECOND_LOCK_REASONS,
];

/**
 * True for a reason of `blocked` that can be looked at again at any time. Any other one (what a webhook adds, approvals,
 * the journal) shows itself only on the next plan, so the same changes pause as after other refusals.
 */
export function isCheckable(reason: string | null): boolean {
  return reason !== null && reason !== 'foreign_mutation' && CHECKABLE.includes(reason);
}

const pauses = ({ terminal, reason }: Pick<Refusal, 'terminal' | 'reason'>): boolean =>
  terminal === 'blocked' ? !isCheckable(reason) : PAUSING.includes(terminal);

/** Identity of a set of changes: knobs and targets, in any order, whatever the values before. */
export function changesDigest(changes: readonly { readonly knob: string; readonly to: number | null }[]): string {
  return digestOf(sortedByCodePoint(changes.map(({ knob, to }) => `${knob}=${to}`)));
}

/** When the same changes may be proposed again, epoch ms; null when a reason decides, not time (`blocked`). */
export function backoffUntil(refusal: Pick<Refusal, 'terminal' | 'reason' | 'times' | 'at_ms'>): number | null {
  if (!pauses(refusal)) return null;
  return refusal.at_ms + Math.min(BACKOFF_LONGEST_MS, BACKOFF_FIRST_MS * 2 ** Math.min(refusal.times - 1, 16));
}

const sameChanges = (a: Pick<Refusal, 'target' | 'uid' | 'changes_digest'>, b: typeof a): boolean =>
  a.target === b.target && a.uid === b.uid && a.changes_digest === b.changes_digest;

/** The remembered ending of the same changes on the same object, if any. */
export function findRefusal(
  memory: readonly Refusal[],
  key: Pick<Refusal, 'target' | 'uid' | 'changes_digest'>,
): Refusal | undefined {
  return memory.find((refusal) => sameChanges(refusal, key));
}

/** Pauses that ended this long ago are forgotten, so that the memory stays small and doubling starts over. */
const FORGET_AFTER_MS = BACKOFF_LONGEST_MS;

/**
 * Notes how a plan ended. `blocked` and the pausing endings are kept; `confirmed` clears what was remembered of the same
 * changes; the others (expired, cancelled, superseded) change nothing. Entries that ended a day ago are dropped.
 */
export function rememberOutcome(memory: readonly Refusal[], outcome: Omit<Refusal, 'times'>): Refusal[] {
  const kept = memory.filter((refusal) => (backoffUntil(refusal) ?? refusal.at_ms) > outcome.at_ms - FORGET_AFTER_MS);
  const others = kept.filter((refusal) => !sameChanges(refusal, outcome));
  if (outcome.terminal === 'confirmed') return others;
  if (outcome.terminal !== 'blocked' && !PAUSING.includes(outcome.terminal)) return kept;
  const times = findRefusal(kept, outcome)?.times ?? 0;
  // A block that only waits for its reason is not one more refusal, but what was counted before stays counted.
  return [...others, { ...outcome, times: pauses(outcome) ? times + 1 : Math.max(1, times) }];
}
