import { editAt, knobPointer } from '../effect-knobs.ts';
import { type Finding, fail, firstFinding, knobsInvolved, type Rule, type RuleFacts } from '../judge-facts.ts';
import { liveKnob, parseKnobValue } from '../object-facts.ts';
import { effectiveBounds } from '../permissions.ts';

/** What the knob's annotation will hold as raw text; null = removed. From the effect, else from the plan. */
function target(facts: RuleFacts, knob: string): string | null {
  const edit = editAt(facts.effect, knobPointer(knob));
  if (edit) return edit.after === null ? null : String(edit.after);
  const change = facts.changes.find((candidate) => candidate.knob === knob);
  return change === undefined || change.to === null ? null : String(change.to);
}

/** Integers as we write them: decimal, no blanks, no sign but minus, no leading zero. */
export const INTEGER = /^(0|-?[1-9]\d{0,14})$/;

function checkBounds(facts: RuleFacts, knob: string): Finding {
  const text = target(facts, knob);
  if (text === null) return null; // a removal is exempt from bounds and step
  const bounds = effectiveBounds(facts.passport, knob);
  if (!bounds || !INTEGER.test(text))
    return fail('knob_out_of_bounds', `${knob} would become ${text}, which is no integer with known bounds`);
  const value = Number(text);
  if (value >= bounds.min && value <= bounds.max) return null;
  return fail('knob_out_of_bounds', `${knob} would become ${value}, allowed are ${bounds.min} to ${bounds.max}`);
}

function checkStep(facts: RuleFacts, knob: string): Finding {
  const limit = facts.passport.limits.max_delta_per_step;
  const after = parseKnobValue(target(facts, knob));
  if (limit === 0 || after === null) return null;
  const before = liveKnob(facts.object, knob);
  if (before === 'unset') return fail('max_delta_exceeded', `${knob} is unset, so the step limit of ${limit} cannot be kept`);
  if (before === null)
    return fail('max_delta_exceeded', `${knob} holds no integer now, so the step limit of ${limit} cannot be kept`);
  const step = Math.abs(after - before);
  return step <= limit ? null : fail('max_delta_exceeded', `${knob} would change by ${step}, allowed are ${limit}`);
}

/** How far the effect moves each knob. A target that is not an integer fails the bounds, whatever the step. */
export const sizeRules: readonly Rule[] = [
  { rule: 'bounds', check: (facts) => firstFinding(knobsInvolved(facts), (knob) => checkBounds(facts, knob)) },
  {
    rule: 'step',
    check: (facts) => firstFinding(knobsInvolved(facts), (knob) => checkStep(facts, knob)),
  },
];
