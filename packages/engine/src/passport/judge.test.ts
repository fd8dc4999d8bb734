import type { JsonObject, Passport } from '@modekeeper/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { burstChange, DEMO, judgeFacts, mergePatch, NOW_MS } from '../test-deployment.ts';
import { judgePassport, PASSPORT_RULES } from './judge.ts';
import type { JudgeFacts } from './judge-facts.ts';
import { passportTemplate } from './templates.ts';

type Options = Parameters<typeof judgeFacts>[0];
const reasons = (facts: JudgeFacts): string[] => judgePassport(facts).flatMap((result) => result.reason ?? []);
const judge = (options: Options): string[] => reasons(judgeFacts(options));
const passport = (over: Partial<Passport>): Passport => ({ ...DEMO, ...over });
const limits = (over: Partial<Passport['limits']>): Passport => passport({ limits: { ...DEMO.limits, ...over } });
const at = (ago_ms: number): string => new Date(NOW_MS - ago_ms).toISOString();
const wide: Passport = {
  ...DEMO,
  allowed_chords: ['DRIFT-RETUNE', 'BURST-ABSORB', 'RELOCK'],
  allowed_actuators: { hot: [], cold: ['concurrency', 'dataloader_prefetch_factor', 'microbatch_size', 'grad_accum_steps'] },
  limits: { ...DEMO.limits, max_delta_per_step: 0, knob_limits: {} },
};

describe('judgePassport', () => {
  it('finds nothing against the demo trainer’s burst under the demo passport', () => {
    const results = judgePassport(judgeFacts());
    expect(results.filter((result) => !result.ok)).toEqual([]);
    expect(results.map((result) => result.rule)).toEqual(PASSPORT_RULES);
  });
  it('refuses without a passport, and says only that', () => {
    expect(judgePassport(judgeFacts({ passport: null }))).toMatchObject([
      { rule: 'passport', ok: false, reason: 'passport_missing' },
    ]);
  });
  it('gives reason and detail with every failure and none with a success', () => {
    for (const result of judgePassport(judgeFacts({ passport: passportTemplate('pilot') }))) {
      expect(result.ok).toBe(result.reason === null);
      expect(result.ok).toBe(result.detail === null);
    }
  });
  it('lists failures in the order of the contract', () => {
    const everything = judge({
      passport: {
        ...passportTemplate('pilot'),
        limits: {
          ...limits({ cooldown_s: 60, max_delta_per_step: 1 }).limits,
          knob_limits: { concurrency: { min: 1, max: 2 } },
          freeze_windows: [{ start: at(1000), end: at(-1000) }],
        },
      },
      live: {
        annotations: { 'modekeeper/quarantine': 'yes' },
        labels: { 'helm.toolkit.fluxcd.io/name': 'x' },
        strategy: { type: 'RollingUpdate' },
      },
      ledger: { knobs: { concurrency: { value: 1, last_changed_at: at(1000) } }, changes: [] },
      guard_bounds: {},
      reported_knobs: [],
      webhook: (result) => mergePatch(result, { spec: { replicas: 2 } }),
    });
    expect(everything).toEqual([
      'passport_apply_disabled',
      'chord_not_allowed',
      'actuator_not_allowed',
      'knob_out_of_bounds',
      'max_delta_exceeded',
      'cooldown_active',
      'freeze_window',
      'quarantine_active',
      'invariant_violated',
      'foreign_mutation',
      'rollback_impossible',
      'gitops_owned',
      'unsafe_rollout_strategy',
      'knob_not_declared',
    ]);
  });
});

describe('permission rules', () => {
  it('apply only when gates.apply is exactly true', () => {
    for (const apply of [false, 'true', 1, null, undefined]) {
      expect(judge({ passport: passport({ gates: { apply } }) })).toEqual(['passport_apply_disabled']);
    }
  });
  it('refuse a chord that the passport or the catalog does not know', () => {
    expect(judge({ passport: passport({ allowed_chords: ['NORMAL-HOLD'] }) })).toEqual(['chord_not_allowed']);
    expect(judge({ changes: [{ ...burstChange('concurrency', 4), chord: 'SCALAR' }] })).toEqual(['chord_not_allowed']);
    expect(judge({ changes: [{ ...burstChange('concurrency', 4), chord: 'MADE-UP' }] })).toEqual(['unknown_chord']);
  });
  it('refuse a chord that is no chord for this knob', () => {
    expect(
      judge({
        passport: { ...wide, allowed_chords: ['DRIFT-RETUNE'] },
        changes: [{ ...burstChange('concurrency', 4), chord: 'DRIFT-RETUNE' }],
      }),
    ).toContain('chord_not_allowed');
  });
  it('let relock touch whatever differs from the profile, and recover nothing', () => {
    const relock = { knob: 'concurrency', to: 2, chord: 'RECOVER-RELOCK', reason: 'relock' };
    expect(judge({ changes: [relock] })).toEqual([]);
    expect(judge({ changes: [{ ...relock, reason: 'recover' }] })).toContain('chord_not_allowed');
    expect(judge({ changes: [relock], passport: passport({ allowed_chords: ['RECOVER', 'BURST-ABSORB'] }) })).toContain(
      'chord_not_allowed',
    );
  });
  it('accept a bare change only when an allowed chord touches the knob', () => {
    expect(judge({ changes: [{ ...burstChange('concurrency', 2), chord: '' }] })).toEqual([]);
    expect(
      judge({
        changes: [{ ...burstChange('concurrency', 2), chord: ' ' }],
        passport: passport({ allowed_chords: ['NORMAL-HOLD'] }),
      }),
    ).toEqual(['chord_not_allowed']);
  });
  it('refuse an actuator that the passport lacks, also one that only the effect changes', () => {
    expect(judge({ passport: passport({ allowed_actuators: { hot: [], cold: ['concurrency'] } }) })).toEqual([
      'actuator_not_allowed',
    ]);
    const sneaky = judge({
      webhook: (result) =>
        mergePatch(result, { spec: { template: { metadata: { annotations: { 'modekeeper/knob.timeout_ms': '1000' } } } } }),
    });
    expect(sneaky).toContain('actuator_not_allowed');
    expect(sneaky).toContain('foreign_mutation');
  });
  it('refuse a patch that touches anything but knob annotations', () => {
    const facts = judgeFacts();
    expect(reasons({ ...facts, patch_pointers: [...facts.patch_pointers, '/spec/replicas'] })).toEqual(['actuator_not_allowed']);
    expect(
      reasons({ ...facts, patch_pointers: [...facts.patch_pointers, '/metadata/annotations/modekeeper~1knob.timeout_ms'] }),
    ).toEqual(['actuator_not_allowed']);
  });
});

describe('size rules', () => {
  const to = (value: number | null, over: Options = {}): string[] =>
    judge({ changes: [burstChange('concurrency', value)], passport: limits({ max_delta_per_step: 0 }), ...over });
  it('keep the target inside the bounds, both ends included, and never clamp', () => {
    expect(to(16)).toEqual([]);
    expect(to(17)).toEqual(['knob_out_of_bounds']);
    expect(to(0)).toEqual(['knob_out_of_bounds']);
    expect(to(-1)).toEqual(['knob_out_of_bounds']);
  });
  it('judge a value that the plan sets although it is there already: what is out of bounds is not confirmed', () => {
    const live = { knobs: { concurrency: '17' } };
    expect(to(17, { live })).toEqual(['knob_out_of_bounds']);
  });
  it('refuse any value of a knob for which nobody knows bounds', () => {
    const unknown = passport({
      allowed_actuators: { hot: ['mystery'], cold: [] },
      limits: { ...DEMO.limits, max_delta_per_step: 0 },
    });
    const live = { knobs: { mystery: '1' } };
    expect(judge({ passport: unknown, changes: [burstChange('mystery', 2)], live })).toContain('knob_out_of_bounds');
  });
  it('fall back to the registry where the passport sets no bounds', () => {
    const { knob_limits: _, ...bare } = DEMO.limits;
    const open = passport({ limits: { ...bare, max_delta_per_step: 0 } });
    expect(to(64, { passport: open })).toEqual([]);
    expect(to(65, { passport: open })).toEqual(['knob_out_of_bounds']);
  });
  it('judge what the server would store, not what the plan says', () => {
    const rewrite = (value: string) => (result: JsonObject) =>
      mergePatch(result, { spec: { template: { metadata: { annotations: { 'modekeeper/knob.concurrency': value } } } } });
    for (const value of ['99', ' 4', '04', '4.0', '+4', '1e1', 'four', '']) {
      expect(to(4, { webhook: rewrite(value) })).toContain('knob_out_of_bounds');
      expect(to(4, { webhook: rewrite(value) })).toContain('foreign_mutation');
    }
  });
  it('keep the step against the live value, the limit included', () => {
    expect(judge({ changes: [burstChange('concurrency', 5)] })).toEqual([]);
    expect(judge({ changes: [burstChange('concurrency', 6)] })).toEqual(['max_delta_exceeded']);
    expect(judge({ changes: [burstChange('concurrency', 1)], live: { knobs: { concurrency: '6' } } })).toEqual([
      'max_delta_exceeded',
    ]);
  });
  it('refuse a step from an unset or unreadable value while a limit is set, and allow it without', () => {
    const unset: Options = { changes: [burstChange('concurrency', 2)], live: { knobs: {} } };
    expect(judge(unset)).toEqual(['max_delta_exceeded']);
    expect(judge({ ...unset, passport: limits({ max_delta_per_step: 0 }) })).toEqual([]);
    expect(judge({ changes: [burstChange('concurrency', 2)], live: { knobs: { concurrency: 'many' } } })).toContain(
      'max_delta_exceeded',
    );
  });
  it('exempt a removal from bounds and step', () => {
    expect(
      judge({
        changes: [burstChange('concurrency', null)],
        live: { knobs: { concurrency: '16' }, mirror: { concurrency: '16' } },
      }),
    ).toEqual([]);
  });
  it('set no step limit on the mirror', () => {
    expect(
      judge({ changes: [burstChange('concurrency', 4)], live: { knobs: { concurrency: '2' }, mirror: { concurrency: '16' } } }),
    ).toEqual([]);
  });
});

describe('history rules', () => {
  const changed = (ago_ms: number, chord?: string): JudgeFacts['ledger'] => ({
    knobs: { concurrency: { value: 1, last_changed_at: at(ago_ms) } },
    changes: chord === undefined ? [] : [{ ts: at(ago_ms), knob: 'concurrency', chord }],
  });
  it('wait for the passport’s cooldown of each knob', () => {
    expect(judge({ ledger: changed(29_999) })).toEqual(['cooldown_active']);
    expect(judge({ ledger: changed(30_000) })).toEqual([]);
    expect(judge({ ledger: changed(0), changes: [burstChange('dataloader_prefetch_factor', 2)] })).toEqual([]);
  });
  it('wait for the chord’s own cooldown, whatever the passport says', () => {
    const quick = limits({ cooldown_s: 0 });
    expect(judge({ passport: quick, ledger: changed(89_999, 'BURST-ABSORB') })).toEqual(['cooldown_active']);
    expect(judge({ passport: quick, ledger: changed(90_000, 'BURST-ABSORB') })).toEqual([]);
    expect(judge({ passport: quick, ledger: changed(1000, 'DRIFT-RETUNE') })).toEqual([]);
  });
  it('treat a clock that went back, and a time that cannot be read, as still cooling down', () => {
    expect(judge({ ledger: changed(-3_600_000) })).toEqual(['cooldown_active']);
    expect(judge({ ledger: { knobs: { concurrency: { value: 1, last_changed_at: 'whenever' } }, changes: [] } })).toEqual([
      'cooldown_active',
    ]);
  });
  it('fail closed when the ledger cannot be read', () => {
    expect(judge({ ledger: 'unreadable' })).toEqual(['cooldown_active', 'quarantine_active']);
  });
  it('count the changes of a chord within an hour, this one included', () => {
    const guard: Options = {
      changes: [{ knob: 'timeout_ms', to: 15_000, chord: 'TIMEOUT-GUARD', reason: 'straggler_detected' }],
      live: { knobs: { timeout_ms: '5000' } },
      passport: { ...wide, allowed_actuators: { hot: [], cold: ['timeout_ms'] } },
    };
    const uses = (...agos: number[]): JudgeFacts['ledger'] => ({
      knobs: {},
      changes: agos.map((ago) => ({ ts: at(ago), knob: 'timeout_ms', chord: 'TIMEOUT-GUARD' })),
    });
    // TIMEOUT-GUARD has no passport id, so the chord rule refuses it anyway; the budget is judged on its own.
    expect(judge({ ...guard, ledger: uses(1_800_000) })).toEqual(['chord_not_allowed']);
    expect(judge({ ...guard, ledger: uses(1_800_000, 1_900_000) })).toEqual(['chord_not_allowed', 'budget_exceeded']);
    expect(judge({ ...guard, ledger: uses(1_800_000, 3_600_000) })).toEqual(['chord_not_allowed']);
  });
  it('refuse chords whose budget demands what nothing detects', () => {
    expect(judge({ changes: [{ knob: 'comm_bucket_mb', to: 64, chord: 'COMM-CONGESTION', reason: 'x' }] })).toContain(
      'budget_exceeded',
    );
    expect(judge({ changes: [{ knob: 'timeout_ms', to: 2000, chord: 'NEAR-HANG/TIMEOUT-GUARD', reason: 'x' }] })).toContain(
      'budget_exceeded',
    );
  });
  it('freeze from start to just before end', () => {
    const window = (start: number, end: number): string[] =>
      judge({ passport: limits({ freeze_windows: [{ start: at(start), end: at(end), reason: 'launch' }] }) });
    expect(window(0, -1)).toEqual(['freeze_window']);
    expect(window(10, 0)).toEqual([]);
    expect(window(-1, -2)).toEqual([]);
    expect(judge({ passport: limits({ freeze_windows: [{ start: '?', end: '?' }] }) })).toEqual(['freeze_window']);
  });
  it('withhold apply under quarantine, by annotation or by ledger', () => {
    for (const value of ['1', 'on', 'true', 'anything'])
      expect(judge({ live: { annotations: { 'modekeeper/quarantine': value } } })).toEqual(['quarantine_active']);
    for (const value of ['', '0', ' FALSE ', 'off'])
      expect(judge({ live: { annotations: { 'modekeeper/quarantine': value } } })).toEqual([]);
    expect(judge({ ledger: { knobs: {}, changes: [], quarantine: { since: at(9e9), reason: 'rollback_failed' } } })).toEqual([
      'quarantine_active',
    ]);
    expect(judge({ ledger: { knobs: {}, changes: [], quarantine: null } })).toEqual([]);
  });
});

describe('invariant rules', () => {
  const retune = (
    micro: number | null,
    accumulation: number | null,
    knobs: Record<string, string> = { microbatch_size: '32', grad_accum_steps: '4' },
  ): string[] =>
    judge({
      passport: wide,
      live: { knobs },
      changes: [
        ...(micro === null ? [] : [{ knob: 'microbatch_size', to: micro, chord: 'DRIFT-RETUNE', reason: 'drift_detected' }]),
        ...(accumulation === null
          ? []
          : [{ knob: 'grad_accum_steps', to: accumulation, chord: 'DRIFT-RETUNE', reason: 'drift_detected' }]),
      ],
    });
  it('keep the global batch: the product of microbatch and accumulation does not change', () => {
    expect(retune(16, 8)).toEqual([]);
    expect(retune(64, 2)).toEqual([]);
    expect(retune(16, 4)).toEqual(['invariant_violated']);
    expect(retune(null, 8)).toEqual(['invariant_violated']);
    expect(retune(16, null)).toEqual(['invariant_violated']);
  });
  it('cannot be evaluated while one side is unset or no integer', () => {
    expect(retune(16, 8, { microbatch_size: '32' })).toEqual(['invariant_unknown']);
    expect(retune(16, 8, { grad_accum_steps: '4' })).toEqual(['invariant_unknown']);
    expect(retune(16, 8, {})).toEqual(['invariant_unknown']);
    expect(retune(16, null, { microbatch_size: '32', grad_accum_steps: 'x' })).toEqual(['invariant_unknown']);
  });
  it('holds by itself when the effect touches neither knob', () => {
    expect(
      judge({ passport: wide, live: { knobs: { concurrency: '1', dataloader_prefetch_factor: '1', microbatch_size: 'odd' } } }),
    ).toEqual([]);
  });
  it('is judged on the effect: a webhook that changes the batch violates it', () => {
    const live = { knobs: { concurrency: '1', microbatch_size: '32', grad_accum_steps: '4' } };
    const webhook = (result: JsonObject) =>
      mergePatch(result, { spec: { template: { metadata: { annotations: { 'modekeeper/knob.microbatch_size': '64' } } } } });
    expect(judge({ passport: wide, live, webhook, changes: [burstChange('concurrency', 4)] })).toEqual([
      'invariant_violated',
      'foreign_mutation',
    ]);
  });
  it('forbids every apply under no_apply, propose_only and no_external_apply_by_default', () => {
    for (const name of ['no_apply', 'propose_only', 'no_external_apply_by_default']) {
      expect(judge({ passport: passport({ invariants: [name] }) })).toEqual(['invariant_violated']);
    }
  });
  it('refuses what it does not know, prototype members included', () => {
    for (const name of ['protect_tail_latency', 'constructor', 'KEEP_GLOBAL_BATCH_STABLE']) {
      expect(judge({ passport: passport({ invariants: [name] }) })).toEqual(['invariant_unknown']);
    }
    expect(judge({ passport: passport({ invariants: [] }) })).toEqual([]);
  });
});

describe('effect rules', () => {
  const details = (options: Options): string =>
    judgePassport(judgeFacts(options)).find((result) => result.reason === 'foreign_mutation')?.detail ?? '';
  it('name the field that a webhook adds, changes or deletes', () => {
    expect(details({ webhook: (result) => mergePatch(result, { spec: { replicas: 3 } }) })).toContain('/spec/replicas');
    expect(details({ webhook: (result) => mergePatch(result, { metadata: { labels: { injected: 'x' } } }) })).toContain(
      '/metadata/labels/injected',
    );
    expect(details({ webhook: (result) => mergePatch(result, { metadata: { labels: { app: null } } }) })).toContain(
      '/metadata/labels',
    );
    expect(details({ webhook: (result) => mergePatch(result, { metadata: { finalizers: ['x'] } }) })).toContain(
      '/metadata/finalizers',
    );
  });
  it('refuse any single foreign change, wherever it is', () => {
    const path = fc
      .constantFrom('spec', 'metadata', 'data', 'kind')
      .chain((top) =>
        fc.tuple(
          fc.constant(top),
          fc.constantFrom('x', 'annotations', 'template', 'modekeeper/knob.concurrency'),
          fc.constantFrom('y', 'modekeeper/knob.timeout_ms', 'status'),
        ),
      );
    fc.assert(
      fc.property(path, fc.constantFrom('1', 'on', 7, true), ([a, b, c], value) => {
        expect(judge({ webhook: (result) => mergePatch(result, { [a]: { [b]: { [c]: value } } }) })).toContain(
          'foreign_mutation',
        );
      }),
    );
  });
  it('refuse when the server would drop or alter our own value, in template or mirror', () => {
    const key = 'modekeeper/knob.concurrency';
    expect(
      details({ webhook: (result) => mergePatch(result, { spec: { template: { metadata: { annotations: { [key]: '1' } } } } }) }),
    ).toContain('/spec/template');
    expect(details({ webhook: (result) => mergePatch(result, { metadata: { annotations: { [key]: null } } }) })).toContain(
      '/metadata/annotations',
    );
    expect(details({ webhook: (result) => mergePatch(result, { metadata: { annotations: { [key]: '5' } } }) })).toContain(
      'would not become 4',
    );
  });
  it('refuse what the guard policy would not let us take back', () => {
    const stuck = (live: NonNullable<Options>['live'], over: Options = {}): string[] =>
      judge({ live: live ?? {}, passport: limits({ max_delta_per_step: 0 }), changes: [burstChange('concurrency', 4)], ...over });
    expect(stuck({ knobs: { concurrency: '17' } })).toEqual(['rollback_impossible']);
    expect(stuck({ knobs: { concurrency: '0' } })).toEqual(['rollback_impossible']);
    expect(stuck({ knobs: { concurrency: '01' } })).toEqual(['rollback_impossible']);
    expect(stuck({ knobs: { concurrency: '1' }, mirror: { concurrency: 'garbage' } })).toEqual(['rollback_impossible']);
    expect(stuck({ knobs: {} })).toEqual([]);
    expect(stuck({}, { guard_bounds: {} })).toEqual(['rollback_impossible']);
  });
});
