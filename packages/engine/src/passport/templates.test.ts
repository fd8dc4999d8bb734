import { describe, expect, it } from 'vitest';
import { PASSPORT_TEMPLATES, passportTemplate, SANDBOX_TEMPLATES } from './templates.ts';

// The table as the contract prints it (page `passports`, "Templates"), read here by another way than the code's.
const TABLE = `
pilot|N R L|-|ga mb|120/1/3|ga 2-8, mb 16-64|KGB, no_external_apply_by_default|recovery_s 180, relock_s 240
safe|N D B I R L|cc|ga mb pf nw|90/1/3|ga 1-12, mb 8-96, cc 1-16|KGB, avoid_tail_latency_regression|drift_retune_s 120, burst_absorb_s 90, recover_s 180
perf|N D B I R L|cc pf|ga mb nw|45/2/2|ga 1-16, mb 8-128, cc 1-32|KGB, respect_memory_guardrails|drift_retune_s 60, burst_absorb_s 45, recover_s 90
cost|N D B R L|cc|ga mb|75/1/3|ga 2-20, mb 8-128, cc 1-20|KGB, protect_cost_per_step|drift_retune_s 90, recover_s 120
io|N B I R L|pf|nw cc mb|60/1/2|nw 2-16, pf 1-8, cc 1-16|KGB, protect_input_pipeline|input_straggler_s 60, recover_s 120
comm|N D B R L|cc|ga mb cb|90/1/3|cb 32-256, ga 1-16, mb 8-128|KGB, comm_changes_require_telemetry|comm_adjust_s 120, recover_s 180
recovery|N R L I|cc|ga mb pf|120/1/4|ga 2-12, mb 8-96, cc 1-12|KGB, stability_before_relock|recover_s 180, relock_s 240`;
const REQUIRE_PAID = ['safe', 'perf', 'cost'];

const long = new Map(
  Object.entries({
    N: 'NORMAL-HOLD',
    D: 'DRIFT-RETUNE',
    B: 'BURST-ABSORB',
    I: 'INPUT-STRAGGLER',
    R: 'RECOVER',
    L: 'RELOCK',
    KGB: 'keep_global_batch_stable',
    ga: 'grad_accum_steps',
    mb: 'microbatch_size',
    cc: 'concurrency',
    pf: 'dataloader_prefetch_factor',
    nw: 'dataloader_num_workers',
    cb: 'comm_bucket_mb',
  }),
);
const words = (cell: string): string[] =>
  cell
    .split(/,? /)
    .filter((word) => word !== '-')
    .map((word) => long.get(word) ?? word);
const entries = (cell: string): string[][] => cell.split(', ').map(words);

describe('passport templates', () => {
  const rows = TABLE.trim()
    .split('\n')
    .map((line) => line.split('|'));

  it.each(rows)(
    '%s holds exactly what the contract prints, lists in its order',
    (name = '', chords = '', hot = '', cold = '', limits = '', knobs = '', invariants = '', cooldowns = '') => {
      const passport = passportTemplate(name);
      const [cooldown_s, max_delta_per_step, relock_stable_intervals] = limits.split('/').map(Number);
      const knob_limits = Object.fromEntries(
        entries(knobs).map(([knob = '', range = '']) => {
          const [min, max] = range.split('-').map(Number);
          return [knob, { min, max }];
        }),
      );
      expect({ ...passport, description: '' }).toEqual({
        schema_version: 'passport.v0',
        name,
        description: '',
        allowed_chords: words(chords),
        allowed_actuators: { hot: words(hot), cold: words(cold) },
        limits: { cooldown_s, max_delta_per_step, relock_stable_intervals, knob_limits },
        invariants: words(invariants),
        cooldowns: Object.fromEntries(entries(cooldowns).map(([key, value]) => [key, Number(value)])),
        gates: {
          default_mode: 'plan_verify_only',
          apply: false,
          require_verify_ok: true,
          require_kill_switch_off: true,
          ...(REQUIRE_PAID.includes(name) && { require_paid: true }),
          ...(name === 'comm' && { require_comm_telemetry: true }),
        },
      });
      expect(passport.description).not.toBe('');
    },
  );
  it('are these and no others; the applying one is apart', () => {
    expect(PASSPORT_TEMPLATES.map(({ name }) => name)).toEqual(rows.map(([name]) => name));
    expect(SANDBOX_TEMPLATES.map(({ name, gates }) => [name, gates.apply])).toEqual([['demo', true]]);
    expect(SANDBOX_TEMPLATES[0]).toMatchObject({
      allowed_chords: ['NORMAL-HOLD', 'BURST-ABSORB', 'RECOVER', 'RELOCK'],
      allowed_actuators: { hot: [], cold: ['concurrency', 'dataloader_prefetch_factor'] },
      invariants: ['keep_global_batch_stable'],
    });
  });
});
