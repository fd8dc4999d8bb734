import type { ChordCatalog, Passport } from '@modekeeper/contracts';
import { parseIsoTime } from '../passport/iso-time.ts';
import type { TargetLedger } from '../passport/ledger.ts';
import { CHORD_CATALOG, findChord } from '../policy/chord-catalog.ts';

/**
 * When the last cooldown that holds these changes back ends, epoch ms: the passport's for each knob, the catalog's for
 * each chord. Null when none ever ran; may lie in the past. A time that cannot be read never ends.
 */
export function cooldownUntil(
  ledger: TargetLedger,
  passport: Passport,
  changes: readonly { readonly knob: string; readonly chord: string }[],
  catalog: ChordCatalog = CHORD_CATALOG,
): number | null {
  const after = (since: string, period_ms: number): number => (parseIsoTime(since) ?? Number.POSITIVE_INFINITY) + period_ms;
  const knobs = changes.flatMap(({ knob }) => {
    const past = Object.hasOwn(ledger.knobs, knob) ? ledger.knobs[knob] : undefined;
    return past ? [after(past.last_changed_at, passport.limits.cooldown_s * 1000)] : [];
  });
  const chords = ledger.changes.flatMap((past) => {
    const cooldown_ms = changes.some(({ chord }) => chord === past.chord)
      ? findChord(past.chord ?? '', catalog)?.cooldown_ms
      : undefined;
    return cooldown_ms === undefined ? [] : [after(past.ts, cooldown_ms)];
  });
  const ends = [...knobs, ...chords];
  return ends.length === 0 ? null : ends.reduce((latest, end) => Math.max(latest, end));
}
