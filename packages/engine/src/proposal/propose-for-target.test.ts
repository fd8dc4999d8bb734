import type { Passport, Sample } from '@modekeeper/contracts';
import { describe, expect, it } from 'vitest';
import { readObjectFacts } from '../passport/object-facts.ts';
import { passportTemplate } from '../passport/templates.ts';
import { FRESH_PLANNER } from '../planner/planner.ts';
import { DEMO, type DeploymentShape, deployment } from '../test-deployment.ts';
import { sampleAt } from '../test-samples.ts';
import { OBSERVATION, proposeForTarget, type TickFacts } from './propose-for-target.ts';

/** The image trainer's output (contract page `kubernetes`), one line every 2 s for a minute. */
function trainer(concurrency: number, prefetch: number): Sample[] {
  return Array.from({ length: 30 }, (_, index) => {
    const epoch_s = 1_700_000_000 + index * 2;
    const spike = concurrency <= 2 && prefetch <= 2 && epoch_s % 3 === 0 ? 2000 : 0;
    const latency_ms = Math.max(500, 2000 - 250 * (concurrency - 1) - 250 * (prefetch - 1)) + spike;
    const loss = Math.round((0.35 + 1.5 * Math.exp(-0.015 * index) + 0.01 * Math.sin(index / 7)) * 1e6) / 1e6;
    return sampleAt(epoch_s * 1000, {
      latency_ms,
      loss,
      step: index,
      knobs: { concurrency, dataloader_prefetch_factor: prefetch },
    });
  });
}
const wide: Passport = {
  ...DEMO,
  allowed_chords: ['NORMAL-HOLD', 'DRIFT-RETUNE', 'BURST-ABSORB', 'INPUT-STRAGGLER', 'RECOVER', 'RELOCK'],
  allowed_actuators: {
    hot: ['concurrency'],
    cold: ['dataloader_prefetch_factor', 'microbatch_size', 'grad_accum_steps', 'dataloader_num_workers', 'timeout_ms'],
  },
  limits: { ...DEMO.limits, max_delta_per_step: 0, knob_limits: {} },
};
const every = [
  'concurrency',
  'dataloader_prefetch_factor',
  'microbatch_size',
  'grad_accum_steps',
  'dataloader_num_workers',
  'timeout_ms',
];
const tick = (over: Omit<Partial<TickFacts>, 'object'> & { live?: DeploymentShape } = {}) => {
  const { live, ...facts } = over;
  return proposeForTarget({
    samples: trainer(1, 1),
    planner: FRESH_PLANNER,
    passport: DEMO,
    object: readObjectFacts(deployment(live)),
    reported_knobs: every,
    ...facts,
  });
};
const steady = (over: Partial<Sample> = {}): Sample[] => Array.from({ length: 20 }, (_, index) => sampleAt(index * 1000, over));

describe('proposeForTarget', () => {
  it('turns the demo trainer’s burst into a plan: concurrency 1 to 4, prefetch 1 to 2', () => {
    const proposal = tick();
    expect(proposal).toMatchObject({ kind: 'plan', reason: 'latency_burst', advice: [] });
    expect(proposal.changes).toEqual([
      { knob: 'dataloader_prefetch_factor', from: 1, to: 2, temperature: 'cold', chord: 'BURST-ABSORB', reason: 'latency_burst' },
      { knob: 'concurrency', from: 1, to: 4, temperature: 'cold', chord: 'BURST-ABSORB', reason: 'latency_burst' },
    ]);
  });
  it('names how each knob is changed as the passport has it', () => {
    expect(tick({ passport: wide }).changes.map(({ knob, temperature }) => [knob, temperature])).toEqual([
      ['dataloader_prefetch_factor', 'cold'],
      ['concurrency', 'hot'],
    ]);
  });
  it('has nothing to propose for the trainer after that change', () => {
    const after = { live: { knobs: { concurrency: '4', dataloader_prefetch_factor: '2' } }, samples: trainer(4, 2) };
    expect(tick(after)).toMatchObject({ kind: 'none', reason: 'stable', changes: [] });
    expect(tick({ ...after, samples: trainer(1, 1) })).toMatchObject({ kind: 'none', reason: 'no_change' });
  });
  it('proposes only what differs from the live value, read from the template, not from the mirror', () => {
    const proposal = tick({
      live: { knobs: { concurrency: '4', dataloader_prefetch_factor: '1' }, mirror: { dataloader_prefetch_factor: '2' } },
    });
    expect(proposal.changes.map((change) => change.knob)).toEqual(['dataloader_prefetch_factor']);
  });
  it('says nothing on fewer than twelve samples and keeps the planner as it was', () => {
    const proposal = tick({ samples: trainer(1, 1).slice(0, OBSERVATION.min_samples - 1) });
    expect(proposal).toMatchObject({ kind: 'none', reason: 'not_enough_samples', planner: FRESH_PLANNER });
    expect(tick({ samples: trainer(1, 1).slice(0, OBSERVATION.min_samples) }).reason).not.toBe('not_enough_samples');
  });
  it('keeps the planner going: after the incident comes recover, then relock, which change no knob here', () => {
    const incident = tick({ passport: wide });
    const recover = tick({ samples: steady(), planner: incident.planner });
    expect(recover).toMatchObject({ kind: 'none', reason: 'recover', changes: [] });
    const relock = tick({ samples: steady(), planner: recover.planner });
    expect(relock).toMatchObject({ kind: 'none', reason: 'relock', changes: [], planner: FRESH_PLANNER });
  });
});

describe('advice only', () => {
  const drift = (over: Partial<Sample> = {}): Sample[] => steady(over).map((sample, index) => ({ ...sample, loss: 1 + index }));
  const live = { knobs: { microbatch_size: '64', grad_accum_steps: '4', concurrency: '1', dataloader_prefetch_factor: '1' } };
  it('is everything that touches the batch under heuristic_v1', () => {
    const proposal = tick({ samples: drift(), passport: wide, live });
    expect(proposal).toMatchObject({ kind: 'advice', changes: [], reason: 'advice_batch_knobs' });
    expect(proposal.advice.map(({ action, reason }) => `${action.knob} ${reason}`)).toEqual([
      'grad_accum_steps advice_batch_knobs',
      'microbatch_size advice_batch_knobs',
    ]);
  });
  it('is what gpu_saturated alone proposes', () => {
    expect(tick({ samples: steady({ gpu_util_pct: 99 }), passport: wide, live })).toMatchObject({
      kind: 'advice',
      reason: 'advice_gpu_saturated',
    });
  });
  it('stands beside a plan without becoming part of it', () => {
    const samples = trainer(1, 1).map((sample, index) => ({ ...sample, loss: 1 + index, gpu_util_pct: 99 }));
    const proposal = tick({ samples, passport: wide, live });
    expect(proposal.kind).toBe('plan');
    expect(proposal.changes.map((change) => change.knob)).toEqual(['dataloader_prefetch_factor', 'concurrency']);
    expect(proposal.advice.map(({ reason }) => reason)).toEqual(['advice_gpu_saturated', 'advice_batch_knobs']);
  });
  const refused: readonly [string, Parameters<typeof tick>[0], string][] = [
    ['without a passport', { passport: null }, 'passport_missing'],
    ['of a chord that the passport lacks', { passport: { ...DEMO, allowed_chords: ['NORMAL-HOLD'] } }, 'chord_not_allowed'],
    [
      'of an actuator that the passport lacks',
      { passport: { ...DEMO, allowed_actuators: { hot: [], cold: [] } } },
      'actuator_not_allowed',
    ],
    [
      'outside the bounds',
      {
        passport: {
          ...DEMO,
          limits: {
            ...DEMO.limits,
            knob_limits: { concurrency: { min: 1, max: 3 }, dataloader_prefetch_factor: { min: 1, max: 1 } },
          },
        },
      },
      'knob_out_of_bounds',
    ],
    ['beyond the step limit', { live: { knobs: { concurrency: '16', dataloader_prefetch_factor: '8' } } }, 'max_delta_exceeded'],
    ['from an unset knob under a step limit', { live: { knobs: {} } }, 'max_delta_exceeded'],
    [
      'under an invariant that cannot be evaluated',
      { passport: { ...DEMO, invariants: ['protect_tail_latency'] } },
      'invariant_unknown',
    ],
    ['under a passport that never applies', { passport: { ...DEMO, invariants: ['propose_only'] } }, 'invariant_violated'],
    ['of knobs that the workload neither declares nor reports', { reported_knobs: [] }, 'knob_not_declared'],
  ];
  it.each(refused)('is a change %s, with the reason', (_, over, reason) => {
    const proposal = tick(over);
    expect(proposal).toMatchObject({ kind: 'advice', changes: [], reason });
    expect(proposal.advice).toHaveLength(2);
  });
  it('is also what the advanced chords propose, which no passport allows', () => {
    const samples = steady({ worker_latencies_ms: [100, 100, 100, 900] });
    const proposal = tick({ samples, passport: wide, live: { knobs: { dataloader_num_workers: '4', timeout_ms: '5000' } } });
    expect(proposal.changes.map((change) => change.knob)).toEqual(['dataloader_num_workers']);
    expect(proposal.advice).toMatchObject([{ action: { knob: 'timeout_ms' }, reason: 'chord_not_allowed' }]);
  });
  it('does not wait for gates.apply, cooldowns or ownership: those are shown with the plan', () => {
    const passport = { ...DEMO, gates: {} };
    expect(
      tick({ passport, live: { strategy: { type: 'RollingUpdate' }, labels: { 'helm.toolkit.fluxcd.io/name': 'x' } } }).kind,
    ).toBe('plan');
    expect(tick({ passport: passportTemplate('pilot') }).kind).toBe('advice');
  });
});
