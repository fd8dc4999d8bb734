import { editAt, knobPointer } from '../passport/effect-knobs.ts';
import { type Finding, fail, firstFinding, type Rule, type RuleFacts } from '../passport/judge-facts.ts';
import { liveKnob, parseKnobValue } from '../passport/object-facts.ts';

const BATCH = ['microbatch_size', 'grad_accum_steps'] as const;

/** A knob's value before and after the effect, null where it is not a known integer. */
function beforeAndAfter(facts: RuleFacts, knob: string): { before: number | null; after: number | null } {
  const live = liveKnob(facts.object, knob);
  const before = live === 'unset' ? null : live;
  const edit = editAt(facts.effect, knobPointer(knob));
  return { before, after: edit ? parseKnobValue(edit.after) : before };
}

/** microbatch × accumulation is unchanged; holds by itself when the effect touches neither. */
function keepGlobalBatchStable(facts: RuleFacts): Finding {
  if (BATCH.every((knob) => editAt(facts.effect, knobPointer(knob)) === null)) return null;
  const [micro, accumulation] = BATCH.map((knob) => beforeAndAfter(facts, knob));
  if (micro?.before == null || micro.after === null || accumulation?.before == null || accumulation.after === null) {
    return fail(
      'invariant_unknown',
      'keep_global_batch_stable: microbatch_size and grad_accum_steps must both be set before and after',
    );
  }
  const [before, after] = [micro.before * accumulation.before, micro.after * accumulation.after];
  return before === after
    ? null
    : fail('invariant_violated', `keep_global_batch_stable: the global batch would go from ${before} to ${after}`);
}

const neverApply = (name: string) => (): Finding => fail('invariant_violated', `${name}: this passport forbids every apply`);

const INVARIANTS: ReadonlyMap<string, (facts: RuleFacts) => Finding> = new Map([
  ['keep_global_batch_stable', keepGlobalBatchStable],
  ...['no_apply', 'propose_only', 'no_external_apply_by_default'].map((name) => [name, neverApply(name)] as const),
]);

/** True for an invariant that this build can evaluate; a passport with any other refuses every apply. */
export function isKnownInvariant(name: string): boolean {
  return INVARIANTS.has(name);
}

/** The passport's invariants as rules on the effect (safety, gate 4). The catalog's invariants are descriptions only. */
export const invariantRules: readonly Rule[] = [
  {
    rule: 'invariants',
    check: (facts) =>
      firstFinding(facts.passport.invariants, (name) => {
        const invariant = INVARIANTS.get(name);
        return invariant ? invariant(facts) : fail('invariant_unknown', `${name} cannot be evaluated by this connector`);
      }),
  },
];
