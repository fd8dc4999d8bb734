import { type JsonObject, sortedByCodePoint } from '@modekeeper/contracts';

import { assessmentLines, assessmentOf, rollUpAssessment, syntheticOf } from '../report/assessment-of.ts';
import { listOf, numberOf, objectOf } from '../report/read-report.ts';
import { inputNotes, inputValue, judgeVerify, READ_ONLY_NOTE, type RollUpInputs, readPath, type Times } from './inputs.ts';

/** What a report shows that knows of no signals: none, and why. */
const NO_SIGNALS: JsonObject = {
  drift: false,
  burst: false,
  straggler: false,
  gpu_saturated: false,
  incident: false,
  stable: true,
  notes: ['signals_missing'],
};
const NO_ENVIRONMENT: JsonObject = { nodes_seen: [], gpu_models_seen: [], unstable: false, notes: ['environment_missing'] };

/** `eval.v0`, variant B, of reports that are there already; `written`: paths of what this writes. */
export function evalRollUp(inputs: RollUpInputs, times: Times, written: readonly string[]) {
  const plan = inputValue(inputs.plan);
  const { is_read_only_denial, top_blocker, verify_ok } = judgeVerify(inputs.verify);
  const signals = objectOf(plan?.signals);
  const environment = objectOf(plan?.environment);
  const synthetic = syntheticOf(plan);
  const artifacts = { plan_report_path: readPath(inputs.plan), verify_report_path: readPath(inputs.verify) };
  const notes = [
    ...inputNotes(inputs.plan, 'closed_loop_latest'),
    ...inputNotes(inputs.verify, 'k8s_verify_latest'),
    ...(is_read_only_denial ? [READ_ONLY_NOTE] : []),
    ...(signals === null ? ['signals_missing'] : []),
    ...(environment === null ? ['environment_missing'] : []),
    ...synthetic.note,
  ];
  return {
    schema_version: 'eval.v0',
    ...times,
    read_only: true,
    inputs_root: inputs.inputs_root,
    source: 'inputs_root',
    ok: top_blocker === null && plan !== null,
    verify_ok,
    top_blocker,
    signals: signals ?? NO_SIGNALS,
    environment: environment ?? NO_ENVIRONMENT,
    proposed_actions_count: numberOf(plan?.proposed_actions_count) ?? listOf(plan?.proposed).length,
    notes: sortedByCodePoint(new Set(notes)),
    artifacts,
    key_artifacts: sortedByCodePoint([...written, ...Object.values(artifacts)].filter((path) => path !== null)),
    ...rollUpAssessment([assessmentOf(plan)], synthetic),
  };
}

/** Lines of its summary. */
export function evalLines(report: ReturnType<typeof evalRollUp>): [string, unknown][] {
  const { inputs_root, notes, ok, proposed_actions_count, top_blocker, verify_ok } = report;
  return [
    ...Object.entries({ ok, top_blocker, inputs_root, verify_ok }),
    ...assessmentLines(report),
    ...Object.entries({ proposed_actions_count, notes }),
  ];
}
