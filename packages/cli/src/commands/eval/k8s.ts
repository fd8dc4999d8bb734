import { Refusal } from '../../cli/refuse.ts';
import type { Run } from '../../cli/spec.ts';
import { checkName } from '../../io/check-name.ts';
import { openExplain } from '../../io/explain.ts';
import { kubectlOf } from '../../io/kubectl.ts';
import { resolveFrom } from '../../io/paths.ts';
import { policyOf } from '../../io/policy-flag.ts';
import { startTiming } from '../../io/times.ts';
import { writePlan } from '../../io/write-plan.ts';
import { observe, targetOf } from '../../observe/collect.ts';
import { verifyPlanFile } from '../k8s/verify.ts';
import { judgeObservation } from './judge.ts';
import { writeEval } from './write-eval.ts';

/** `mk eval k8s`: what a Deployment's log shows, the plan that follows, and whether the cluster would take it; read-only. */
export const runEvalK8s: Run = async (io, flags) => {
  const timing = startTiming(io.now);
  const out = flags.text('out');
  const policy = policyOf(flags);
  const target = targetOf(flags);
  const container = flags.text('container');
  if (!['', 'auto'].includes(container.trim())) checkName('label', '--container', container.trim());
  const kubectl = kubectlOf(io);
  const duration_ms = flags.duration('observe-duration');
  const folder = resolveFrom(io, out);
  const explain = openExplain(folder, io.now);
  explain('eval_start', { source: 'k8s', out, duration_ms, policy });
  using observed = await observe(io, { source: 'k8s', ...target, pod: undefined, container, duration_ms });
  const { judged, targets } = judgeObservation(observed, policy, explain);
  const plan = writePlan({ folder, out }, target, targets);
  explain('eval_plan_written', plan);
  const verified = await verify();
  return writeEval(io, {
    ...{ out, timing, explain, judged },
    verify_ok: verified.ok,
    top_blocker: verified.top_blocker,
    paths: {
      observe_input_path: null,
      k8s_plan_path: plan.k8s_plan_path,
      k8s_kubectl_plan_path: plan.k8s_kubectl_plan_path,
      k8s_verify_report_path: verified.path,
    },
    own: {
      k8s_namespace: target.namespace,
      k8s_deployment: target.deployment,
      k8s_plan_items: plan.k8s_plan_items,
      k8s_verify_report_path: verified.path,
    },
  });

  /** A verification that could not run is a finding of the evaluation, not its failure. */
  async function verify(): Promise<{ path: string | null; ok: boolean | null; top_blocker: string | null }> {
    try {
      const { blocker, ok, path } = await verifyPlanFile(io, { kubectl, plan: plan.k8s_plan_path, out, explain });
      return { path, ok, top_blocker: ok ? null : (blocker?.kind ?? 'unknown') };
    } catch (error) {
      if (error instanceof Refusal) return { path: null, ok: null, top_blocker: 'verify_error' };
      throw error;
    }
  }
};
