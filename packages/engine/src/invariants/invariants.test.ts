import type { EffectChange, JsonValue, Passport } from '@modekeeper/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knobPointer, mirrorPointer } from '../passport/effect-knobs.ts';
import { judgePassport } from '../passport/judge.ts';
import type { JudgeFacts } from '../passport/judge-facts.ts';
import { DEMO, judgeFacts } from '../test-deployment.ts';
import { isKnownInvariant } from './invariants.ts';

const KNOBS = ['concurrency', 'dataloader_prefetch_factor', 'microbatch_size', 'grad_accum_steps'];
const text = fc.oneof(fc.integer({ min: -2, max: 70 }).map(String), fc.constantFrom('', 'x', ' 4', '04', '1e1'));
const place = fc.constantFrom(
  ...KNOBS.flatMap((knob) => [knobPointer(knob), mirrorPointer(knob)]),
  '/spec/replicas',
  '/metadata/labels/app',
  '/spec/template/spec/nodeName',
);
const hostileValue: fc.Arbitrary<JsonValue> = fc.oneof(
  { weight: 5, arbitrary: text },
  { weight: 1, arbitrary: fc.constantFrom<JsonValue>(null, true, 4, [], {}, ['4'], { a: '4' }) },
);
const change = fc.tuple(place, fc.option(text), hostileValue) as fc.Arbitrary<EffectChange>;
const wide: Passport = {
  ...DEMO,
  allowed_chords: ['DRIFT-RETUNE', 'BURST-ABSORB'],
  allowed_actuators: { hot: [], cold: KNOBS },
  limits: { ...DEMO.limits, max_delta_per_step: 8, knob_limits: { concurrency: { min: 1, max: 16 } } },
};

/** Values that the passport allows to follow each other: enough runs must pass every rule for the property to say something. */
const near = fc.integer({ min: 1, max: 9 });

/** Facts whose effect is arbitrary, whatever the plan says: a hostile API server, webhook or plan author. */
const hostile: fc.Arbitrary<JudgeFacts> = fc
  .record({
    live: fc.oneof(fc.dictionary(fc.constantFrom(...KNOBS), text), fc.record({ concurrency: near.map(String) })),
    targets: fc.oneof(
      fc.dictionary(fc.constantFrom(...KNOBS), fc.integer({ min: -2, max: 70 }), { minKeys: 1 }),
      fc.record({ concurrency: near }),
    ),
    extra: fc.uniqueArray(change, { selector: ([pointer]) => pointer, maxLength: 2 }),
    honest: fc.boolean(),
  })
  .map(({ live, targets, extra, honest }) => {
    const changes = Object.entries(targets).map(([knob, to]) => ({
      knob,
      to,
      chord: knob.startsWith('micro') || knob.startsWith('grad') ? 'DRIFT-RETUNE' : 'BURST-ABSORB',
      reason: 'x',
    }));
    const facts = judgeFacts({ live: { knobs: live }, changes, passport: wide });
    if (honest) return facts;
    const kept = facts.effect.changes.filter(([pointer]) => !extra.some(([other]) => other === pointer));
    return { ...facts, effect: { ...facts.effect, changes: [...kept, ...extra] } };
  });

describe('a plan that passes every rule', () => {
  it('has an effect inside the passport, whatever the API server answered (I9)', () => {
    let passed = 0;
    fc.assert(
      fc.property(hostile, (facts) => {
        if (judgePassport(facts).some(({ ok }) => !ok)) return;
        passed += 1;
        const allowed = new Map(
          facts.changes.flatMap(
            ({ knob, to }) =>
              [
                [knobPointer(knob), to],
                [mirrorPointer(knob), to],
              ] as const,
          ),
        );
        for (const [pointer, , after] of facts.effect.changes) {
          expect(after).toBe(String(allowed.get(pointer)));
          if (pointer.includes('knob.concurrency')) expect(Number(after) >= 1 && Number(after) <= 16).toBe(true);
        }
        for (const { knob, to } of facts.changes) {
          const before = facts.object.template_annotations[`modekeeper/knob.${knob}`];
          expect(Math.abs(Number(before) - Number(to))).toBeLessThanOrEqual(8);
        }
        const product = (values: (knob: string) => unknown): number =>
          Number(values('microbatch_size')) * Number(values('grad_accum_steps'));
        const live = (knob: string): unknown => facts.object.template_annotations[`modekeeper/knob.${knob}`];
        const after = (knob: string): unknown =>
          facts.effect.changes.find(([pointer]) => pointer === knobPointer(knob))?.[2] ?? live(knob);
        const touched = facts.effect.changes.some(
          ([pointer]) => pointer === knobPointer('microbatch_size') || pointer === knobPointer('grad_accum_steps'),
        );
        if (touched) expect(product(after)).toBe(product(live));
      }),
      { numRuns: 3000 },
    );
    expect(passed).toBeGreaterThan(0); // or the property would say nothing
  });
  it('gives every rule an answer and never throws on hostile effects', () => {
    fc.assert(
      fc.property(hostile, (facts) => {
        for (const { ok, reason } of judgePassport(facts)) expect(ok).toBe(reason === null);
      }),
    );
  });
});

describe('isKnownInvariant', () => {
  it('knows the four rules and nothing else', () => {
    for (const name of ['keep_global_batch_stable', 'no_apply', 'propose_only', 'no_external_apply_by_default'])
      expect(isKnownInvariant(name)).toBe(true);
    for (const name of ['protect_tail_latency', 'redaction_required', 'toString', '']) expect(isKnownInvariant(name)).toBe(false);
  });
});
