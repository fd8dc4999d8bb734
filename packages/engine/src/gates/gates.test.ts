import { GATE_NAMES, gateResultSchema, type KillReading, sha256Hex } from '@modekeeper/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgePassport, PASSPORT_RULES, type RuleResult } from '../passport/judge.ts';
import { judgeFacts } from '../test-deployment.ts';
import { evaluateGates } from './evaluate-gates.ts';
import { evaluateVerifying } from './evaluate-verifying.ts';
import type { CheckFact, GateFacts, VerifyFact } from './gate-facts.ts';
import { judgeKill } from './judge-kill.ts';

const NOW_S = 1_700_000_000;
const PLAN = sha256Hex('plan');
const EFFECT = sha256Hex('effect');
const ok: CheckFact = { ok: true, reason: null };
const reading = (source: KillReading['source'], state: KillReading['state'] = 'off'): KillReading => ({
  source,
  name: source,
  state,
  signal: state === 'off' ? null : `${source}:x`,
});
const OFF = [reading('configmap'), reading('namespace'), reading('cloud')];
const report = { plan_digest: PLAN, effect_digest: EFFECT, ok: true, finished_at: NOW_S - 60 };
const verify: VerifyFact = { plan_digest: PLAN, report, approved_effect_digest: EFFECT, now_s: NOW_S };
const open: GateFacts = {
  mode: 'apply',
  kill: { readings: OFF, starting: true },
  license: ok,
  verify,
  passport: judgePassport(judgeFacts()),
  approval: ok,
  second_lock: ok,
  uid_matches: true,
  field_is_ours: true,
};
const facts = (over: Partial<GateFacts> = {}): GateFacts => ({ ...open, ...over });
const kill = (readings: readonly KillReading[], starting = true): Partial<GateFacts> => ({ kill: { readings, starting } });
const swap = (...changed: KillReading[]): KillReading[] =>
  OFF.map((off) => changed.find(({ source }) => source === off.source) ?? off).concat(
    changed.filter(({ source }) => source === 'env' || source === 'file'),
  );
const reasons = (answer: { gates: readonly { ok: boolean; reason: string | null }[] }): string[] =>
  answer.gates.flatMap(({ reason }) => reason ?? []);

describe('evaluateGates for an apply', () => {
  it('allows only when all seven gates hold, in the order of the contract', () => {
    const answer = evaluateGates(facts(), 'apply');
    expect(answer).toMatchObject({ allow: true, verdict: 'allow', kill: { state: 'off' } });
    expect(answer.gates.map(({ gate }) => gate)).toEqual(GATE_NAMES);
    for (const gate of answer.gates) expect(gateResultSchema.parse(gate)).toEqual(gate);
  });
  it('refuses when nothing is known', () => {
    const answer = evaluateGates({}, 'apply');
    expect(answer).toMatchObject({ allow: false, verdict: 'refuse' });
    expect(reasons(answer)).toEqual([
      'mode_observe',
      'kill_switch_unreliable',
      'license_missing',
      'verify_missing',
      'passport_missing',
      'approval_required',
      'second_lock_absent',
    ]);
  });
  const closed: readonly [string, Partial<GateFacts>, string][] = [
    ['mode observe', { mode: 'observe' }, 'mode_observe'],
    ['mode verify', { mode: 'verify' }, 'mode_verify'],
    ['a kill source on', kill(swap(reading('env', 'on'))), 'kill_switch_active'],
    ['a namespace that allows dry runs only', kill(swap(reading('namespace', 'verify_only'))), 'kill_switch_active'],
    ['an expired licence', { license: { ok: false, reason: 'license_expired' } }, 'license_expired'],
    ['a refused licence without reason', { license: { ok: false, reason: null } }, 'license_missing'],
    ['no report', { verify: { ...verify, report: null } }, 'verify_missing'],
    ['a failed report', { verify: { ...verify, report: { ...report, ok: false } } }, 'verify_failed'],
    ['a report of another plan', { verify: { ...verify, plan_digest: EFFECT } }, 'verify_stale'],
    [
      'a report older than ten minutes',
      { verify: { ...verify, report: { ...report, finished_at: NOW_S - 601 } } },
      'verify_stale',
    ],
    ['a report from the future', { verify: { ...verify, report: { ...report, finished_at: NOW_S + 1 } } }, 'verify_stale'],
    ['another effect than the approved one', { verify: { ...verify, approved_effect_digest: PLAN } }, 'diff_unstable'],
    ['no approved effect', { verify: { ...verify, approved_effect_digest: null } }, 'diff_unstable'],
    ['a failing rule', { passport: judgePassport(judgeFacts({ ledger: 'unreadable' })) }, 'cooldown_active'],
    ['no rule at all', { passport: [] }, 'passport_missing'],
    ['a list that lacks a rule', { passport: (open.passport ?? []).slice(1) }, 'passport_invalid'],
    ['a missing approval', { approval: { ok: false, reason: 'approval_expired' } }, 'approval_expired'],
    ['an absent second lock', { second_lock: { ok: false, reason: null } }, 'second_lock_absent'],
  ];
  it.each(closed)('refuses for %s, naming it', (_, over, reason) => {
    const answer = evaluateGates(facts(over), 'apply');
    expect(answer.allow).toBe(false);
    expect(answer.verdict).toBe('refuse');
    expect(reasons(answer)).toEqual([reason]);
  });
  it('accepts a report that is ten minutes old to the second', () => {
    expect(evaluateGates(facts({ verify: { ...verify, report: { ...report, finished_at: NOW_S - 600 } } }), 'apply').allow).toBe(
      true,
    );
  });
  it('never allows anything while one gate is failed or unknown, whatever the others are', () => {
    const check = fc.constantFrom<CheckFact | null>(ok, { ok: false, reason: 'x' }, { ok: false, reason: null }, null);
    const state = fc.constantFrom<KillReading['state']>('off', 'on', 'verify_only', 'unreadable');
    const readings = fc
      .record({ configmap: state, namespace: state, cloud: state, env: fc.option(state), missing: fc.boolean() })
      .map(({ configmap, namespace, cloud, env, missing }) =>
        [
          reading('configmap', configmap),
          reading('namespace', namespace),
          reading('cloud', cloud),
          ...(env ? [reading('env', env)] : []),
        ].slice(missing ? 1 : 0),
      );
    const digest = fc.constantFrom(PLAN, EFFECT);
    const verifyFact = fc.option(
      fc.record({
        plan_digest: digest,
        report: fc.option(
          fc.record({
            plan_digest: digest,
            effect_digest: digest,
            ok: fc.boolean(),
            finished_at: fc.integer({ min: NOW_S - 700, max: NOW_S + 5 }),
          }),
        ),
        approved_effect_digest: fc.option(digest),
        now_s: fc.constant(NOW_S),
      }),
    );
    const rules = fc.option(
      fc.array(
        fc.record<RuleResult>({
          rule: fc.constantFrom(...PASSPORT_RULES),
          ok: fc.boolean(),
          reason: fc.constantFrom(null, 'freeze_window'),
          detail: fc.constant(null),
        }),
        { maxLength: 20 },
      ),
    );
    const any: fc.Arbitrary<GateFacts> = fc.record({
      mode: fc.constantFrom('observe', 'verify', 'apply', null),
      kill: fc.option(fc.record({ readings, starting: fc.boolean() })),
      license: check,
      verify: verifyFact,
      passport: fc.oneof(rules, fc.constant(open.passport)),
      approval: check,
      second_lock: check,
      uid_matches: fc.option(fc.boolean()),
      field_is_ours: fc.option(fc.boolean()),
    });
    // Written again from the contract, without the code's helpers.
    const proven = (f: GateFacts): boolean => {
      const sources = new Map(f.kill?.readings.map((r) => [r.source, r.state]));
      const killOff =
        f.kill !== null &&
        ['configmap', 'namespace'].every((s) => sources.get(s as 'configmap') === 'off') &&
        (sources.get('env') ?? 'off') === 'off' &&
        (sources.get('cloud') === 'off' ||
          (!f.kill.starting && sources.get('cloud') !== 'on' && sources.get('cloud') !== 'verify_only'));
      const r = f.verify?.report;
      const verified =
        r?.ok === true &&
        r.plan_digest === f.verify?.plan_digest &&
        r.effect_digest === f.verify.approved_effect_digest &&
        r.finished_at <= NOW_S &&
        r.finished_at >= NOW_S - 600;
      const ruled =
        f.passport?.every((rule) => rule.ok) === true &&
        new Set(f.passport.map((rule) => rule.rule)).size === PASSPORT_RULES.length;
      return (
        f.mode === 'apply' &&
        killOff &&
        f.license?.ok === true &&
        verified &&
        ruled &&
        f.approval?.ok === true &&
        f.second_lock?.ok === true
      );
    };
    fc.assert(
      fc.property(any, (f) => {
        const answer = evaluateGates(f, 'apply');
        expect(answer.allow).toBe(proven(f));
        expect(answer.allow).toBe(answer.gates.every((gate) => gate.ok) && answer.verdict === 'allow');
      }),
      { numRuns: 3000 },
    );
    // From all gates open, closing any one fact closes the whole: the generator above rarely opens many gates at once.
    for (const key of Object.keys(open) as (keyof GateFacts)[]) {
      if (key === 'uid_matches' || key === 'field_is_ours') continue;
      expect([key, evaluateGates({ ...open, [key]: null }, 'apply').allow]).toEqual([key, false]);
    }
  });
});

describe('evaluateGates for dry runs', () => {
  it('needs mode and kill switch only', () => {
    for (const purpose of ['canary', 'verify'] as const) {
      const answer = evaluateGates({ mode: 'verify', ...kill(OFF) }, purpose);
      expect(answer.allow).toBe(true);
      expect(answer.gates.map(({ gate }) => gate)).toEqual(['mode', 'kill_switch']);
      expect(reasons(evaluateGates({ mode: 'observe', ...kill(OFF) }, purpose))).toEqual(['mode_observe']);
      expect(reasons(evaluateGates({ mode: 'apply', ...kill(swap(reading('cloud', 'on'))) }, purpose))).toEqual([
        'kill_switch_active',
      ]);
    }
  });
  it('passes in a namespace that allows dry runs only', () => {
    expect(evaluateGates(facts(kill(swap(reading('namespace', 'verify_only')))), 'verify').allow).toBe(true);
  });
});

describe('evaluateGates for a rollback', () => {
  it('needs kill switch, uid and our value, nothing else', () => {
    const answer = evaluateGates({ ...kill(OFF, false), uid_matches: true, field_is_ours: true }, 'rollback');
    expect(answer.allow).toBe(true);
    expect(answer.gates.map(({ gate }) => gate)).toEqual(['kill_switch', 'uid', 'field']);
    const worst = facts({ mode: 'observe', license: null, verify: null, passport: null, approval: null, second_lock: null });
    expect(evaluateGates(worst, 'rollback').allow).toBe(true);
  });
  it('is refused by each of the three', () => {
    expect(reasons(evaluateGates(facts({ uid_matches: false }), 'rollback'))).toEqual(['uid_changed']);
    expect(reasons(evaluateGates(facts({ field_is_ours: false }), 'rollback'))).toEqual(['field_taken_over']);
    expect(reasons(evaluateGates(facts(kill(swap(reading('file', 'on')))), 'rollback'))).toEqual(['kill_switch_active']);
    expect(reasons(evaluateGates(facts(kill(swap(reading('namespace', 'verify_only')))), 'rollback'))).toEqual([
      'kill_switch_active',
    ]);
    expect(reasons(evaluateGates({}, 'rollback'))).toEqual(['kill_switch_unreliable', 'uid_changed', 'field_taken_over']);
  });
  it('is not held up by a control plane that is away', () => {
    const away = kill(swap(reading('cloud', 'unreadable')), false);
    expect(evaluateGates(facts(away), 'rollback').allow).toBe(true);
    expect(evaluateGates(facts(away), 'apply').allow).toBe(true);
  });
});

describe('an unreadable kill source', () => {
  it('sends nothing but decides nothing: wait, unless another gate refuses', () => {
    for (const purpose of ['canary', 'verify', 'apply', 'rollback'] as const) {
      const answer = evaluateGates(facts(kill(swap(reading('configmap', 'unreadable')), false)), purpose);
      expect(answer).toMatchObject({
        allow: false,
        verdict: 'wait',
        kill: { state: 'unreadable', signal: 'kill_switch_unreliable' },
      });
    }
    expect(evaluateGates(facts({ ...kill(swap(reading('configmap', 'unreadable'))), approval: null }), 'apply').verdict).toBe(
      'refuse',
    );
  });
  it('blocks the start of a plan also when only the cloud is stale', () => {
    expect(evaluateGates(facts(kill(swap(reading('cloud', 'unreadable')), true)), 'apply')).toMatchObject({
      allow: false,
      verdict: 'wait',
    });
  });
  it('yields to a source that was read as on, whose signal is reported', () => {
    const answer = evaluateGates(facts(kill(swap(reading('configmap', 'unreadable'), reading('cloud', 'on')))), 'apply');
    expect(answer).toMatchObject({ verdict: 'refuse', kill: { state: 'on', signal: 'cloud:x' } });
  });
});

describe('judgeKill', () => {
  const request = { only_dry_run: false, starting: true };
  it('takes the signal of the first source that is on, in the order of the contract', () => {
    const all = (['cloud', 'namespace', 'configmap', 'file', 'env'] as const).map((source) => reading(source, 'on'));
    expect(judgeKill(all, request).signal).toBe('env:x');
    expect(judgeKill(all.slice(0, 2), request).signal).toBe('namespace:x');
  });
  it('takes a source that was never read for unreadable', () => {
    for (const source of ['configmap', 'namespace', 'cloud'] as const) {
      expect(
        judgeKill(
          OFF.filter((off) => off.source !== source),
          request,
        ).state,
      ).toBe('unreadable');
    }
    expect(judgeKill([], request).state).toBe('unreadable');
    expect(judgeKill(OFF, request).state).toBe('off');
  });
});

describe('evaluateVerifying', () => {
  const verifying = (over: Partial<GateFacts> = {}) =>
    evaluateVerifying(facts({ approval: null, verify: { ...verify, approved_effect_digest: null }, ...over }));
  it('shows every gate but approval and ends nothing when all hold', () => {
    const answer = verifying();
    expect(answer.ends).toBeNull();
    expect(answer.gates.map(({ gate }) => gate)).toEqual(GATE_NAMES.filter((gate) => gate !== 'approval'));
    expect(answer.gates.every((gate) => gate.ok)).toBe(true);
  });
  it('ends a plan for the kill switch, its report and its own faults', () => {
    expect(verifying(kill(swap(reading('env', 'on')))).ends).toBe('kill_switch_active');
    expect(verifying({ verify: { ...verify, report: { ...report, ok: false } } }).ends).toBe('verify_failed');
    expect(verifying({ passport: judgePassport(judgeFacts({ guard_bounds: {}, live: { knobs: {} } })) }).ends).toBe(
      'max_delta_exceeded',
    );
  });
  it('shows the rest without ending anything: licence, cooldown, freeze, strategy, second lock, mode', () => {
    const answer = verifying({
      mode: 'verify',
      license: null,
      second_lock: null,
      passport: judgePassport(judgeFacts({ ledger: 'unreadable' })),
    });
    expect(answer.ends).toBeNull();
    expect(reasons(answer)).toEqual(['mode_verify', 'license_missing', 'cooldown_active', 'second_lock_absent']);
  });
  it('lets an unreadable kill source pass, to be asked again', () => {
    const answer = verifying(kill(swap(reading('cloud', 'unreadable'))));
    expect(answer.ends).toBeNull();
    expect(reasons(answer)).toEqual(['kill_switch_unreliable']);
  });
  it('ends when there is nothing to show', () => {
    expect(evaluateVerifying({}).ends).toBe('verify_missing');
  });
});

describe('every purpose', () => {
  const closedFacts: Partial<GateFacts> = {
    ...kill([]),
    mode: 'observe',
    license: null,
    verify: null,
    passport: null,
    approval: null,
    second_lock: null,
    uid_matches: false,
    field_is_ours: false,
  };
  const needs: Record<string, readonly (keyof GateFacts)[]> = {
    canary: ['mode', 'kill'],
    verify: ['mode', 'kill'],
    apply: ['mode', 'kill', 'license', 'verify', 'passport', 'approval', 'second_lock'],
    rollback: ['kill', 'uid_matches', 'field_is_ours'],
  };
  const purposes = ['canary', 'verify', 'apply', 'rollback'] as const;
  it('is closed by each fact that it needs and by no other one, over all combinations of open and closed facts', () => {
    const keys = Object.keys(open) as (keyof GateFacts)[];
    for (let mask = 0; mask < 2 ** keys.length; mask += 1) {
      const closed = new Set(keys.filter((_, index) => (mask >> index) % 2 === 1));
      const mixed = Object.fromEntries(
        keys.map((key) => [key, closed.has(key) ? closedFacts[key] : open[key]]),
      ) as Partial<GateFacts>;
      for (const purpose of purposes) {
        const allowed = !needs[purpose]?.some((key) => closed.has(key));
        if (evaluateGates(mixed, purpose).allow !== allowed)
          expect([purpose, [...closed], !allowed]).toEqual([purpose, [...closed], allowed]);
      }
    }
    expect(keys.length).toBe(9);
  });
  it('waits only for an unreadable kill source: a refusal of anything else, or a source that is on, is a decision', () => {
    for (const purpose of purposes) {
      expect(evaluateGates(facts(kill([])), purpose).verdict).toBe('wait');
      expect(evaluateGates(facts(kill(swap(reading('configmap', 'on')))), purpose).verdict).toBe('refuse');
      expect(evaluateGates({ ...closedFacts }, purpose).verdict).toBe('refuse');
    }
  });
});
