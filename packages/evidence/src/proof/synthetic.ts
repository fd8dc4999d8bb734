import { type Action, SIGNAL_NAMES, type SignalName, type Signals, sortedByCodePoint } from '@modekeeper/contracts';
import { failedChecks, tally } from './tally.ts';

/** What each proof must show (contract page `evidence`, "Synthetic proofs"), in their order. */
const EXPECTED = {
  stable: { signals: [], drops: false, action: null },
  burst: { signals: ['burst'], drops: false, action: null },
  dirty: { signals: [], drops: true, action: null },
  straggler: { signals: ['straggler'], drops: false, action: { chord: 'TIMEOUT-GUARD', knob: 'timeout_ms', target: 15_000 } },
  combo: { signals: ['drift', 'burst'], drops: false, action: null },
} as const satisfies Record<string, Expected>;

type Expected = {
  signals: readonly SignalName[];
  /** Whether lines of its trace are dropped. */
  drops: boolean;
  /** An action that must be proposed. */
  action: Pick<Action, 'chord' | 'knob' | 'target'> | null;
};

export type SyntheticProof = keyof typeof EXPECTED;
export const SYNTHETIC_PROOFS = Object.keys(EXPECTED) as readonly SyntheticProof[];

/** What a dry run over the trace of a proof came to. */
export type ProofRun = {
  signals: Signals;
  proposed: readonly Action[];
  rows_read: number;
  ingest: Readonly<Record<string, number>>;
};
export type SyntheticRow = {
  proof: SyntheticProof;
  passed: boolean;
  failed_checks: string[];
  signals: SignalName[];
  notes: string[];
  dropped_total: number;
  action_knobs: string[];
  out_dir: string;
};

/** A run against what its proof must show. */
export function syntheticRow(proof: SyntheticProof, run: ProofRun, out_dir: string): SyntheticRow {
  const failed_checks = failedChecks(proofChecks(proof, run));
  return {
    proof,
    passed: failed_checks.length === 0,
    failed_checks,
    signals: SIGNAL_NAMES.filter((name) => run.signals[name]),
    notes: run.signals.notes,
    dropped_total: run.ingest.dropped_total ?? 0,
    action_knobs: sortedByCodePoint(new Set(run.proposed.map(({ knob }) => knob))),
    out_dir,
  };
}

/** Each check of a proof, by name. */
export function proofChecks(proof: SyntheticProof, { ingest, proposed, signals }: ProofRun): Record<string, boolean> {
  const expected: Expected = EXPECTED[proof];
  const wanted = expected.action;
  const isWanted = ({ chord, knob, target }: Action) =>
    chord === wanted?.chord && knob === wanted.knob && target === wanted.target;
  return {
    signals_match: SIGNAL_NAMES.every((name) => signals[name] === expected.signals.includes(name)),
    stable_matches: signals.stable === (expected.signals.length === 0),
    drops_match: (ingest.dropped_total ?? 0) > 0 === expected.drops,
    proposals_match: proposed.length > 0 === expected.signals.length > 0,
    action_proposed: wanted === null || proposed.some(isWanted),
  };
}

/** proof_synthetic.json. */
export function syntheticProofs(rows: readonly SyntheticRow[]) {
  return {
    schema_version: 'v1_internal',
    harness: 'proof_synthetic',
    proof_order: rows.map(({ proof }) => proof),
    ...tally(rows),
    rows: [...rows],
  };
}

/** proof_synthetic.md: a table for people. */
export function syntheticMarkdown(rows: readonly SyntheticRow[]): string {
  const cells = rows.map(({ action_knobs, dropped_total, failed_checks, passed, proof, signals }) =>
    [
      proof,
      passed ? 'passed' : 'failed',
      signals.join(', ') || '-',
      dropped_total,
      action_knobs.join(', ') || '-',
      failed_checks.join(', ') || '-',
    ].join(' | '),
  );
  return [
    '# Synthetic proofs',
    '',
    'Made-up traces with a known truth: what must be seen in them, and what must not. Nothing here was observed.',
    '',
    '| proof | outcome | signals | rows dropped | knobs | failed checks |',
    '|---|---|---|---|---|---|',
    ...cells.map((row) => `| ${row} |`),
    '',
  ].join('\n');
}
