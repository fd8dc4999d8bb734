import type { KnobBounds } from '@modekeeper/contracts';
import { knobAnnotation } from '../../plan/build-patch.ts';
import { editAt, knobOfPointer, knobPointer, mirrorPointer } from '../effect-knobs.ts';
import { type Finding, fail, firstFinding, knobsInvolved, type Rule, type RuleFacts } from '../judge-facts.ts';

/** What a pointer will hold: from the effect, else what the live object holds now. */
function finalValue(facts: RuleFacts, knob: string, place: 'template' | 'mirror'): unknown {
  const edit = editAt(facts.effect, place === 'template' ? knobPointer(knob) : mirrorPointer(knob));
  if (edit) return edit.after;
  const now = place === 'template' ? facts.object.template_annotations : facts.object.annotations;
  const key = knobAnnotation(knob);
  return Object.hasOwn(now, key) ? now[key] : null;
}

/** The server's result is exactly what the plan says: nothing added, nothing changed on the way, nothing dropped. */
function checkForeign(facts: RuleFacts): Finding {
  const planned = new Set(facts.changes.map((change) => change.knob));
  const mirrors = new Set(facts.changes.map((change) => mirrorPointer(change.knob)));
  const foreign = facts.effect.changes.find(([pointer]) => !planned.has(knobOfPointer(pointer) ?? '') && !mirrors.has(pointer));
  if (foreign) return fail('foreign_mutation', `the API server would also change ${foreign[0]}`);
  return firstFinding(facts.changes, ({ knob, to }) => {
    const wanted = to === null ? null : String(to);
    if (finalValue(facts, knob, 'template') !== wanted)
      return fail('foreign_mutation', `${knobPointer(knob)} would not become ${wanted}`);
    if (finalValue(facts, knob, 'mirror') !== wanted)
      return fail('foreign_mutation', `${mirrorPointer(knob)} would not become ${wanted}`);
    return null;
  });
}

/** Integers that the guard policy accepts: 1 to 99999, written plainly. */
const GUARDED = /^[1-9]\d{0,4}$/;

function restorable(value: unknown, bounds: KnobBounds | undefined): boolean {
  if (!bounds) return false;
  if (value === null) return true; // the guard allows removing an actuator's annotation
  return typeof value === 'string' && GUARDED.test(value) && Number(value) >= bounds.min && Number(value) <= bounds.max;
}

/** The guard policy would let us put back what is there now, in the template and in the mirror. */
function checkRollback(facts: RuleFacts): Finding {
  return firstFinding(knobsInvolved(facts), (knob) => {
    const bounds = Object.hasOwn(facts.guard_bounds, knob) ? facts.guard_bounds[knob] : undefined;
    const stuck = [knobPointer(knob), mirrorPointer(knob)].find((pointer) => {
      const edit = editAt(facts.effect, pointer);
      return edit !== null && !restorable(edit.before, bounds);
    });
    return stuck === undefined ? null : fail('rollback_impossible', `the guard policy would not let ${stuck} be restored`);
  });
}

/** The effect does what the plan says, and can be taken back. */
export const effectRules: readonly Rule[] = [
  { rule: 'foreign_mutation', check: checkForeign },
  { rule: 'rollback', check: checkRollback },
];
