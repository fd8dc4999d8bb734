import { type KnobBounds, ModeKeeperError, type Passport, sortedByCodePoint } from '@modekeeper/contracts';

const CHORDS = {
  N: 'NORMAL-HOLD',
  D: 'DRIFT-RETUNE',
  B: 'BURST-ABSORB',
  I: 'INPUT-STRAGGLER',
  R: 'RECOVER',
  L: 'RELOCK',
} as const;
const KNOBS = {
  ga: 'grad_accum_steps',
  mb: 'microbatch_size',
  cc: 'concurrency',
  pf: 'dataloader_prefetch_factor',
  nw: 'dataloader_num_workers',
  cb: 'comm_bucket_mb',
} as const;

/** One row of the contract's table of templates, with its abbreviations; lists are blank-separated. */
type Row = {
  name: string;
  description: string;
  chords: string;
  hot: string;
  cold: string;
  limits: readonly [cooldown_s: number, max_delta_per_step: number, relock_stable_intervals: number];
  knob_limits: Partial<Record<keyof typeof KNOBS, readonly [min: number, max: number]>>;
  invariants: readonly string[];
  cooldowns: Record<string, number>;
  gates?: Record<string, unknown>;
};

function lookUp<T extends string>(table: Readonly<Record<string, T>>, keys: string): T[] {
  return keys.split(' ').flatMap((key) => table[key] ?? []);
}

function template(row: Row): Passport {
  const [cooldown_s, max_delta_per_step, relock_stable_intervals] = row.limits;
  const bounds = Object.entries(row.knob_limits).map(([key, [min, max]]): [string, KnobBounds] => [
    KNOBS[key as keyof typeof KNOBS],
    { min, max },
  ]);
  return {
    schema_version: 'passport.v0',
    name: row.name,
    description: row.description,
    allowed_chords: lookUp(CHORDS, row.chords),
    allowed_actuators: { hot: lookUp(KNOBS, row.hot), cold: lookUp(KNOBS, row.cold) },
    limits: { cooldown_s, max_delta_per_step, relock_stable_intervals, knob_limits: Object.fromEntries(bounds) },
    invariants: ['keep_global_batch_stable', ...row.invariants],
    cooldowns: row.cooldowns,
    gates: {
      default_mode: 'plan_verify_only',
      apply: false,
      require_verify_ok: true,
      require_kill_switch_off: true,
      ...row.gates,
    },
  };
}

/** The built-in templates (contract page `passports`); the order of every list is part of the contract. */
export const PASSPORT_TEMPLATES: readonly Passport[] = [
  template({
    name: 'pilot',
    description: 'First contact: hold, recover and relock only.',
    chords: 'N R L',
    hot: '',
    cold: 'ga mb',
    limits: [120, 1, 3],
    knob_limits: { ga: [2, 8], mb: [16, 64] },
    invariants: ['no_external_apply_by_default'],
    cooldowns: { recovery_s: 180, relock_s: 240 },
  }),
  template({
    name: 'safe',
    description: 'Small steps on every safe chord, with long cooldowns.',
    chords: 'N D B I R L',
    hot: 'cc',
    cold: 'ga mb pf nw',
    limits: [90, 1, 3],
    knob_limits: { ga: [1, 12], mb: [8, 96], cc: [1, 16] },
    invariants: ['avoid_tail_latency_regression'],
    cooldowns: { drift_retune_s: 120, burst_absorb_s: 90, recover_s: 180 },
    gates: { require_paid: true },
  }),
  template({
    name: 'perf',
    description: 'Larger steps and shorter cooldowns for throughput.',
    chords: 'N D B I R L',
    hot: 'cc pf',
    cold: 'ga mb nw',
    limits: [45, 2, 2],
    knob_limits: { ga: [1, 16], mb: [8, 128], cc: [1, 32] },
    invariants: ['respect_memory_guardrails'],
    cooldowns: { drift_retune_s: 60, burst_absorb_s: 45, recover_s: 90 },
    gates: { require_paid: true },
  }),
  template({
    name: 'cost',
    description: 'Protects the cost of a step.',
    chords: 'N D B R L',
    hot: 'cc',
    cold: 'ga mb',
    limits: [75, 1, 3],
    knob_limits: { ga: [2, 20], mb: [8, 128], cc: [1, 20] },
    invariants: ['protect_cost_per_step'],
    cooldowns: { drift_retune_s: 90, recover_s: 120 },
    gates: { require_paid: true },
  }),
  template({
    name: 'io',
    description: 'For jobs that wait for their input pipeline.',
    chords: 'N B I R L',
    hot: 'pf',
    cold: 'nw cc mb',
    limits: [60, 1, 2],
    knob_limits: { nw: [2, 16], pf: [1, 8], cc: [1, 16] },
    invariants: ['protect_input_pipeline'],
    cooldowns: { input_straggler_s: 60, recover_s: 120 },
  }),
  template({
    name: 'comm',
    description: 'For jobs that wait for communication; needs communication telemetry.',
    chords: 'N D B R L',
    hot: 'cc',
    cold: 'ga mb cb',
    limits: [90, 1, 3],
    knob_limits: { cb: [32, 256], ga: [1, 16], mb: [8, 128] },
    invariants: ['comm_changes_require_telemetry'],
    cooldowns: { comm_adjust_s: 120, recover_s: 180 },
    gates: { require_comm_telemetry: true },
  }),
  template({
    name: 'recovery',
    description: 'For a workload that is coming back after an incident.',
    chords: 'N R L I',
    hot: 'cc',
    cold: 'ga mb pf',
    limits: [120, 1, 4],
    knob_limits: { ga: [2, 12], mb: [8, 96], cc: [1, 12] },
    invariants: ['stability_before_relock'],
    cooldowns: { recover_s: 180, relock_s: 240 },
  }),
];

/** Offered by the sandbox only: wide enough that the demo trainer's burst is proposed, approved and applied. */
export const SANDBOX_TEMPLATES: readonly Passport[] = [
  template({
    name: 'demo',
    description: 'Sandbox only: absorbs the demo trainer’s burst.',
    chords: 'N B R L',
    hot: '',
    cold: 'cc pf',
    limits: [30, 4, 1],
    knob_limits: { cc: [1, 16], pf: [1, 8] },
    invariants: [],
    cooldowns: {},
    gates: { apply: true },
  }),
];

/**
 * A template by name, from a fixed table; the name is never used as a path.
 *
 * @throws ModeKeeperError `invalid_input`: `template name must be non-empty`, or `unknown template '<n>'; available: …`.
 */
export function passportTemplate(name: string, templates: readonly Passport[] = PASSPORT_TEMPLATES): Passport {
  const hint = 'Choose one of the templates that `mk passport templates` lists.';
  if (name.trim() === '') throw new ModeKeeperError({ code: 'invalid_input', message: 'template name must be non-empty', hint });
  const found = templates.find((passport) => passport.name === name);
  if (found) return found;
  const available = sortedByCodePoint(templates.map((passport) => passport.name)).join(', ');
  throw new ModeKeeperError({ code: 'invalid_input', message: `unknown template '${name}'; available: ${available}`, hint });
}
