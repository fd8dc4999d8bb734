import type { KnobState, KnobStates } from '../guardrails/knob-state.ts';
import { parseIsoTime } from '../passport/iso-time.ts';
import type { TargetLedger } from '../passport/ledger.ts';
import { liveKnob, type ObjectFacts } from '../passport/object-facts.ts';

/**
 * Knobs as the target has them (contract page `policy`, "Knob registry"): whole numbers of its pod-template annotations replace what is known;
 * what the ledger stamped later counts as the last change. Null: the object could not be read, which leaves the values. Pure.
 */
export function currentKnobs(
  known: KnobStates,
  object: Pick<ObjectFacts, 'template_annotations'> | null,
  ledger: TargetLedger,
): KnobStates {
  const now = ([knob, state]: [string, KnobState]): [string, KnobState] => {
    const live = object === null ? 'unset' : liveKnob(object, knob);
    const past = Object.hasOwn(ledger.knobs, knob) ? ledger.knobs[knob] : undefined;
    const stamps = [state.last_changed_at_ms, past === undefined ? null : parseIsoTime(past.last_changed_at)];
    const known_ms = stamps.filter((stamp) => stamp !== null);
    const value = typeof live === 'number' ? live : state.value;
    return [knob, { value, last_changed_at_ms: known_ms.length === 0 ? null : Math.max(...known_ms) }];
  };
  return Object.fromEntries(Object.entries(known).map(now));
}
