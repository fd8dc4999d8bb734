import { parseIsoTime } from './iso-time.ts';
import type { TargetLedger } from './ledger-schema.ts';

export type { TargetLedger } from './ledger-schema.ts';

/** How long single changes are kept: the longest period that a budget looks back. */
export const LEDGER_WINDOW_MS = 3_600_000;

const iso = (time_ms: number): string => new Date(time_ms).toISOString();

/** Ledger of a target that was never changed. */
export const EMPTY_LEDGER: TargetLedger = { knobs: {}, changes: [], quarantine: null };

/** Notes changes that were sent (or may have been): stamps the knobs, appends the changes, drops those older than an hour. */
export function recordChanges(
  ledger: TargetLedger,
  changes: readonly { knob: string; to: number | null; chord: string }[],
  now_ms: number,
): TargetLedger {
  const ts = iso(now_ms);
  const recent = ledger.changes.filter((change) => (parseIsoTime(change.ts) ?? now_ms) > now_ms - LEDGER_WINDOW_MS);
  const stamped = changes.map(({ knob, to }) => [knob, { value: to, last_changed_at: ts }] as const);
  return {
    knobs: { ...ledger.knobs, ...Object.fromEntries(stamped) },
    changes: [...recent, ...changes.map(({ knob, chord }) => ({ ts, knob, chord: chord || null }))],
    quarantine: ledger.quarantine ?? null,
  };
}

/** Withholds a target until an operator clears it: a rollback that does not end in `pass` does so with `rollback_failed`. */
export function setQuarantine(ledger: TargetLedger, reason: string, now_ms: number): TargetLedger {
  return { ...ledger, quarantine: { since: iso(now_ms), reason } };
}

/** Ledger for a journal that was lost: nothing is known, so the cooldown of every actuator and chord starts now. */
export function restartCooldowns(knobs: readonly string[], chords: readonly string[], now_ms: number): TargetLedger {
  const ts = iso(now_ms);
  return {
    knobs: Object.fromEntries(knobs.map((knob) => [knob, { value: null, last_changed_at: ts }])),
    changes: chords.map((chord) => ({ ts, knob: '', chord })),
    quarantine: null,
  };
}
