import { findChord } from '../../policy/chord-catalog.ts';
import { knobOfPointer, mirrorPointer } from '../effect-knobs.ts';
import { type Finding, fail, firstFinding, knobsInvolved, type Rule, type RuleFacts } from '../judge-facts.ts';
import { actuatorTemperature, allowsChord } from '../permissions.ts';

type Change = RuleFacts['changes'][number];

/** A plan without a chord is allowed when some chord of the passport may touch the knob. */
function bareChangeAllowed({ passport, catalog }: RuleFacts, knob: string): boolean {
  return passport.allowed_chords.some((chord) => findChord(chord, catalog)?.knobs_touched.includes(knob));
}

/** The passport allows the chord of a change; a bare change needs a chord that touches its knob. */
export function checkChord(facts: RuleFacts, { knob, chord, reason }: Change): Finding {
  if (chord.trim() === '') {
    return bareChangeAllowed(facts, knob) ? null : fail('chord_not_allowed', `no allowed chord touches ${knob}`);
  }
  const entry = findChord(chord, facts.catalog);
  if (!entry) return fail('unknown_chord', `the catalog has no chord ${chord}`);
  if (!allowsChord(facts.passport, chord, reason)) return fail('chord_not_allowed', `the passport does not allow ${chord}`);
  // A chord's name is no licence for any knob; only relock returns to a profile and may touch whatever differs from it.
  const relock = chord === 'RECOVER-RELOCK' && reason === 'relock';
  return relock || entry.knobs_touched.includes(knob) ? null : fail('chord_not_allowed', `${chord} does not touch ${knob}`);
}

function checkActuators(facts: RuleFacts): Finding {
  const foreign = facts.patch_pointers.find((pointer) => {
    const known = knobOfPointer(pointer) !== null || facts.changes.some((change) => mirrorPointer(change.knob) === pointer);
    return !known;
  });
  if (foreign !== undefined) return fail('actuator_not_allowed', `the plan touches ${foreign}`);
  return firstFinding(knobsInvolved(facts), (knob) =>
    actuatorTemperature(facts.passport, knob) ? null : fail('actuator_not_allowed', `the passport does not allow ${knob}`),
  );
}

/** The passport lets anything be applied at all. */
export function checkApplyEnabled({ passport }: Pick<RuleFacts, 'passport'>): Finding {
  return passport.gates.apply === true ? null : fail('passport_apply_disabled', 'gates.apply is not true');
}

/** May this passport apply at all, with these chords, on these knobs? */
export const permissionRules: readonly Rule[] = [
  {
    rule: 'apply_enabled',
    check: checkApplyEnabled,
  },
  { rule: 'chord', check: (facts) => firstFinding(facts.changes, (change) => checkChord(facts, change)) },
  { rule: 'actuator', check: checkActuators },
];
