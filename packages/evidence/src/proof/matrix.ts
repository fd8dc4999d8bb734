import { type JsonObject, sortedByCodePoint } from '@modekeeper/contracts';
import { type Assessment, EMPTY_ASSESSMENT } from '@modekeeper/engine';
import { assessmentOf } from '../report/assessment-of.ts';
import { listOf, numberOf, objectOf, textsOf } from '../report/read-report.ts';
import { failedChecks, tally } from './tally.ts';

type Expected = { drift: boolean; burst: boolean; note: string; knobs: readonly string[] };

const RETUNE = ['grad_accum_steps', 'microbatch_size'];
const ABSORB = ['dataloader_prefetch_factor', 'concurrency'];
/** What a closed-loop dry run must find (contract page `evidence`, "Proof matrix"), in the order of the matrix. */
const EXPECTED = {
  replica_overprovisioning: { drift: true, burst: false, note: 'loss_drift', knobs: RETUNE },
  cpu_pressure: { drift: false, burst: true, note: 'latency_burst', knobs: ABSORB },
  memory_pressure: { drift: true, burst: true, note: 'loss_drift', knobs: [...RETUNE, ...ABSORB] },
} as const satisfies Record<string, Expected>;

export type ProofScenario = keyof typeof EXPECTED;
export const PROOF_SCENARIOS = Object.keys(EXPECTED) as readonly ProofScenario[];

export type ProofRow = Pick<Assessment, 'assessment_result_class' | 'signal_count' | 'actionable_proposal_count'> & {
  scenario: ProofScenario;
  passed: boolean;
  failed_checks: string[];
  k8s_plan_items: number;
  signals: { drift: boolean; burst: boolean; straggler: boolean; noise: null };
  notes: string[];
  action_knobs: string[];
  out_dir: string;
};

/** A row of the matrix from a closed-loop report; null: there is none that can be read, and nothing passes. */
export function proofRow(scenario: ProofScenario, report: JsonObject | null, out_dir: string): ProofRow {
  const expected: Expected = EXPECTED[scenario];
  const block = assessmentOf(report) ?? EMPTY_ASSESSMENT;
  const found = objectOf(report?.signals);
  const signals = {
    drift: found?.drift === true,
    burst: found?.burst === true,
    straggler: found?.straggler === true,
    noise: null,
  };
  const notes = textsOf(found?.notes);
  const action_knobs = sortedByCodePoint(new Set(textsOf(listOf(report?.proposed).map((one) => objectOf(one)?.knob))));
  const k8s_plan_items = numberOf(report?.k8s_plan_items) ?? 0;
  const checks: Record<string, boolean> = {
    assessment_signal_found: block.assessment_result_class === 'signal_found',
    coverage_ok: block.coverage_ok,
    insufficient_evidence_empty: report !== null && block.insufficient_evidence_reasons.length === 0,
    signal_count_positive: block.signal_count > 0,
    actionable_proposals_positive: block.actionable_proposal_count > 0,
    k8s_plan_items_positive: k8s_plan_items > 0,
    signal_flags_match: signals.drift === expected.drift && signals.burst === expected.burst && !signals.straggler,
    expected_note_present: notes.includes(expected.note),
    action_knobs_match: action_knobs.join() === sortedByCodePoint(expected.knobs).join(),
  };
  const failed_checks = failedChecks(checks);
  return {
    scenario,
    passed: failed_checks.length === 0,
    failed_checks,
    assessment_result_class: block.assessment_result_class,
    signal_count: block.signal_count,
    actionable_proposal_count: block.actionable_proposal_count,
    k8s_plan_items,
    signals,
    notes,
    action_knobs,
    out_dir,
  };
}

/** proof_matrix.json. */
export function proofMatrix(rows: readonly ProofRow[]) {
  return {
    schema_version: 'v1_internal',
    harness: 'proof_matrix_replay',
    scenario_order: rows.map(({ scenario }) => scenario),
    ...tally(rows),
    rows: [...rows],
  };
}

/** proof_matrix.md: a table for people. */
export function proofMarkdown(rows: readonly ProofRow[]): string {
  const cells = rows.map(({ action_knobs, failed_checks, notes, passed, scenario }) =>
    [scenario, passed ? 'passed' : 'failed', notes.join(', '), action_knobs.join(', '), failed_checks.join(', ') || '-'].join(
      ' | ',
    ),
  );
  const head = ['# Proof matrix', '', '| scenario | outcome | notes | knobs | failed checks |', '|---|---|---|---|---|'];
  return [...head, ...cells.map((row) => `| ${row} |`), ''].join('\n');
}
