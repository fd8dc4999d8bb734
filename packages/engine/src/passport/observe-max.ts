import { type Passport, SIGNAL_NAMES, type Signals, sortedByCodePoint } from '@modekeeper/contracts';
import { KNOB_REGISTRY } from '../policy/knob-registry.ts';
import { type ObserveSummary, summarizeObservation } from '../report/observe-summary.ts';
import type { SampleWindow } from '../window/sample-window.ts';

const HOT_KNOBS: readonly string[] = ['concurrency', 'dataloader_prefetch_factor'];

/** The widest passport that still only proposes, for what these signals speak of (contract page `passports`, "observe_max"). */
export function observeMaxPassport(signals: Signals): Passport {
  const knobs = sortedByCodePoint(KNOB_REGISTRY.map(({ knob }) => knob));
  return {
    schema_version: 'passport.v0',
    name: 'observe_max',
    description: 'Everything that was observed may be proposed; nothing may be applied.',
    allowed_chords: [
      'NORMAL-HOLD',
      ...(signals.drift ? (['DRIFT-RETUNE'] as const) : []),
      ...(signals.burst || signals.gpu_saturated ? (['BURST-ABSORB'] as const) : []),
      ...(signals.straggler ? (['INPUT-STRAGGLER'] as const) : []),
      'RECOVER',
      'RELOCK',
    ],
    allowed_actuators: {
      hot: knobs.filter((knob) => HOT_KNOBS.includes(knob)),
      cold: knobs.filter((knob) => !HOT_KNOBS.includes(knob)),
    },
    limits: {
      cooldown_s: 60,
      max_delta_per_step: 1,
      relock_stable_intervals: 2,
      knob_limits: Object.fromEntries(KNOB_REGISTRY.map(({ knob, max, min }) => [knob, { min, max }])),
    },
    invariants: ['propose_only', 'no_apply', 'redaction_required'],
    cooldowns: {},
    gates: {
      default_mode: 'plan_verify_only',
      apply: false,
      propose_only: true,
      require_verify_ok: true,
      require_kill_switch_off: true,
    },
  };
}

type FieldCounts = Record<
  'gpu_mem_util_pct_non_null' | 'gpu_util_pct_non_null' | 'latency_ms_non_null' | 'loss_non_null' | 'worker_latencies_non_empty',
  number
>;

export type ObserveMaxReport = {
  schema_version: 'observe_max.v0';
  name: 'observe_max';
  mode: 'free_observe';
  propose_only: true;
  coverage: {
    sample_count: number;
    signal_flags: Omit<Signals, 'notes'>;
    active_signal_flags: string[];
    field_counts: FieldCounts;
    observed_field_keys: string[];
  };
  recommendation: {
    proposals: { proposal_id: string }[];
    risk: ObserveSummary['money_leak_risk'];
    top_symptoms: string[];
    recommendation_lines: string[];
  };
  redaction: { enabled: true; rules: string[] };
};

type ObserveMaxFacts = Pick<SampleWindow, 'sample_count' | 'counts' | 'signals'>;

/** What may be shown to anybody: coverage and symptoms, without names, times, values or what would be done. */
export function observeMaxReport({ counts, sample_count, signals }: ObserveMaxFacts): ObserveMaxReport {
  const field_counts = {
    gpu_mem_util_pct_non_null: counts.gpu_mem_util_pct,
    gpu_util_pct_non_null: counts.gpu_util_pct,
    latency_ms_non_null: sample_count,
    loss_non_null: counts.loss,
    // Never empty: a sample without workers is its own only one.
    worker_latencies_non_empty: sample_count,
  };
  const summary = summarizeObservation(signals);
  const flags = [...SIGNAL_NAMES, 'incident', 'stable'] as const;
  const { notes: _, ...signal_flags } = signals;
  const proposals = observeMaxPassport(signals).allowed_chords.filter((chord) => chord !== 'NORMAL-HOLD');
  return {
    schema_version: 'observe_max.v0',
    name: 'observe_max',
    mode: 'free_observe',
    propose_only: true,
    coverage: {
      sample_count,
      signal_flags,
      active_signal_flags: sortedByCodePoint(flags.filter((name) => signals[name])),
      field_counts,
      observed_field_keys: sortedByCodePoint(Object.entries(field_counts).flatMap(([key, count]) => (count > 0 ? [key] : []))),
    },
    recommendation: {
      proposals: proposals.map((_chord, index) => ({ proposal_id: `P${index + 1}` })),
      risk: summary.money_leak_risk,
      top_symptoms: sortedByCodePoint(summary.top_symptoms),
      recommendation_lines: summary.recommendations,
    },
    redaction: { enabled: true, rules: ['no_paths', 'no_k8s_identity', 'no_raw_timestamps', 'no_raw_observations'] },
  };
}
