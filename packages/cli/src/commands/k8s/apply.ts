import { applyPlan } from '../../apply/apply-plan.ts';
import { applySettings } from '../../apply/settings.ts';
import type { Run } from '../../cli/spec.ts';
import { openExplain } from '../../io/explain.ts';
import { kubectlOf } from '../../io/kubectl.ts';
import { resolveFrom } from '../../io/paths.ts';
import { writePolicyBundle } from '../../io/policy-bundle.ts';
import { readPlanFile } from './read-plan-file.ts';

/** `mk k8s apply`: applies a plan that was verified, checks it and takes it back when it must be. */
export const runApply: Run = async (io, flags) => {
  const kubectl = kubectlOf(io);
  const settings = applySettings(io, flags);
  const [out, plan, force] = [flags.text('out'), flags.text('plan'), flags.switch('force')];
  const folder = resolveFrom(io, out);
  const explain = openExplain(folder, io.now);
  explain('k8s_apply_start', { plan, out, force });
  const { items, plan_sha256 } = readPlanFile({
    command: 'k8s apply',
    plan,
    path: resolveFrom(io, plan),
    onFault: (payload) => explain('k8s_apply_error', payload),
    isForArguments: true,
  });
  const applied = await applyPlan(io, { kubectl, settings, plan, items, plan_sha256, out, force, explain, stop: io.signal });
  const { passport } = settings;
  writePolicyBundle(folder, { policy: 'external_plan', passport, rollback: applied.rollback, now_ms: io.now() });
  if (applied.error !== null) io.err(`ERROR: ${applied.error}`);
  return applied.exit;
};
