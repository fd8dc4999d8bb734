import { sortedByCodePoint } from '@modekeeper/contracts';
import { syntheticOf } from '../report/assessment-of.ts';
import { textOf } from '../report/read-report.ts';
import { inputNotes, inputValue, judgeVerify, READ_ONLY_NOTE, type RollUpInputs, readPath, type Times } from './inputs.ts';

/** `preflight.v0` of reports that are there already; `artifacts`: paths of what this writes. */
export function preflightRollUp(inputs: RollUpInputs, times: Times, artifacts: readonly string[]) {
  const plan = inputValue(inputs.plan);
  const verify = inputValue(inputs.verify);
  const { is_read_only_denial, top_blocker, verify_ok } = judgeVerify(inputs.verify);
  const plan_report_path = readPath(inputs.plan);
  const verify_report_path = readPath(inputs.verify);
  // Without a verify report nothing was verified.
  const blocker = verify === null ? 'verify_not_ok' : top_blocker;
  return {
    schema_version: 'preflight.v0',
    ...times,
    read_only: true,
    inputs_root: inputs.inputs_root,
    ok: blocker === null && (verify_ok === true || is_read_only_denial),
    top_blocker: blocker,
    notes: [
      ...inputNotes(inputs.plan, 'closed_loop_latest'),
      ...inputNotes(inputs.verify, 'k8s_verify_latest'),
      ...(is_read_only_denial ? [READ_ONLY_NOTE] : []),
      ...syntheticOf(plan).note,
    ],
    k8s_namespace: textOf(plan?.k8s_namespace) ?? textOf(verify?.k8s_namespace),
    k8s_deployment: textOf(plan?.k8s_deployment) ?? textOf(verify?.k8s_deployment),
    verify_ok,
    verify_report_path,
    plan_report_path,
    key_artifacts: sortedByCodePoint([...artifacts, plan_report_path, verify_report_path].filter((path) => path !== null)),
  };
}

/** Lines of its summary. */
export function preflightLines(report: ReturnType<typeof preflightRollUp>): [string, unknown][] {
  const { inputs_root, k8s_deployment, k8s_namespace, notes, ok, plan_report_path, top_blocker, verify_ok, verify_report_path } =
    report;
  return Object.entries({
    ok,
    top_blocker,
    inputs_root,
    verify_ok,
    k8s_namespace,
    k8s_deployment,
    plan_report_path,
    verify_report_path,
    notes,
  });
}
