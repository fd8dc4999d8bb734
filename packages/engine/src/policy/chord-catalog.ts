import type { Chord, ChordCatalog } from '@modekeeper/contracts';

const chord = (
  id: string,
  risk_tier: 'safe' | 'advanced',
  intent: string,
  rest: Partial<Chord> & Pick<Chord, 'invariants'>,
): Chord => ({
  id,
  intent,
  risk_tier,
  required_signals: [],
  knobs_touched: [],
  ...rest,
});

/** The built-in `chord_catalog.v1` (contract page `policy`). Its invariants are descriptions; a passport's are rules. */
export const CHORD_CATALOG: ChordCatalog = {
  schema_version: 'chord_catalog.v1',
  chords: [
    chord('NORMAL-HOLD', 'safe', 'Hold the current values.', { invariants: ['keep_global_batch_stable'] }),
    chord('DRIFT-RETUNE', 'safe', 'Retune accumulation when the loss drifts.', {
      required_signals: ['drift'],
      invariants: ['keep_global_batch_stable'],
      knobs_touched: ['grad_accum_steps', 'microbatch_size'],
      cooldown_ms: 120_000,
    }),
    chord('BURST-ABSORB', 'safe', 'Absorb bursts of step time by feeding the job better.', {
      required_signals: ['burst'],
      invariants: ['protect_tail_latency'],
      knobs_touched: ['dataloader_prefetch_factor', 'concurrency', 'microbatch_size'],
      cooldown_ms: 90_000,
    }),
    chord('INPUT-STRAGGLER', 'safe', 'Relieve a slow worker on the input side.', {
      required_signals: ['straggler'],
      invariants: ['protect_input_pipeline'],
      knobs_touched: ['dataloader_num_workers'],
      cooldown_ms: 60_000,
    }),
    chord('RECOVER-RELOCK', 'safe', 'Recover after an incident, then return to the stable profile.', {
      required_signals: ['incident'],
      invariants: ['stability_before_relock'],
    }),
    chord('TIMEOUT-GUARD', 'advanced', 'Give slow collectives more time.', {
      required_signals: ['straggler'],
      invariants: ['protect_runtime_safety'],
      knobs_touched: ['timeout_ms'],
      budget: { max_changes_per_hour: 2 },
    }),
    chord('COMM-CONGESTION', 'advanced', 'Resize communication buckets under congestion.', {
      required_signals: ['comm_congestion'],
      invariants: ['comm_changes_require_telemetry'],
      knobs_touched: ['comm_bucket_mb'],
      budget: { require_comm_telemetry: true },
    }),
    chord('NEAR-HANG/TIMEOUT-GUARD', 'advanced', 'Keep a nearly hung job alive.', {
      required_signals: ['near_hang'],
      invariants: ['explicit_approval_required'],
      knobs_touched: ['timeout_ms'],
      budget: { emergency_only: true },
    }),
    chord('SCALAR', 'safe', 'Lower concurrency in proportion to the incident.', {
      invariants: ['single_knob_step'],
      knobs_touched: ['concurrency'],
    }),
  ],
};

/** The catalog's entry of a chord, or `undefined` when the catalog does not know it. */
export function findChord(id: string, catalog: ChordCatalog = CHORD_CATALOG): Chord | undefined {
  return catalog.chords.find((entry) => entry.id === id);
}
