import { join } from 'node:path';
import { sortedByCodePoint } from '@modekeeper/contracts';
import { planScope } from '@modekeeper/engine';
import {
  type Blocker,
  chooseBlocker,
  type Diagnostics,
  diagnose,
  type ItemChecks,
  type Kubectl,
  rbacDenial,
} from '@modekeeper/kube/kubectl';
import type { Io } from '../../cli/io.ts';
import type { Run } from '../../cli/spec.ts';
import { type Explain, openExplain } from '../../io/explain.ts';
import { writeLatest } from '../../io/files.ts';
import { kubectlOf } from '../../io/kubectl.ts';
import { resolveFrom } from '../../io/paths.ts';
import { startTiming } from '../../io/times.ts';
import { readPlanFile } from './read-plan-file.ts';
import { checkPlan } from './verify-plan.ts';

/** `mk k8s verify`: whether a plan would be accepted. Reads, and one server-side dry run per item. */
export const runVerify: Run = async (io, flags) => {
  const kubectl = kubectlOf(io);
  const out = flags.text('out');
  const explain = openExplain(resolveFrom(io, out), io.now);
  await verifyPlanFile(io, { kubectl, plan: flags.text('plan'), out, explain });
  return 0;
};

export type VerifyInput = { kubectl: Kubectl; plan: string; out: string; explain: Explain };
export type Verified = { path: string; ok: boolean; blocker: Blocker | null; rbac_hint: string | null };

/**
 * The whole of it as a step that other commands run too: report, twin and explain events in `out`.
 * @throws Refusal for a plan that cannot be read
 */
export async function verifyPlanFile(
  io: Pick<Io, 'cwd' | 'env' | 'now' | 'progress'>,
  { explain, kubectl, out, plan }: VerifyInput,
): Promise<Verified> {
  const timing = startTiming(io.now);
  explain('k8s_verify_start', { plan, out });
  const { items, plan_sha256 } = readPlanFile({
    command: 'k8s verify',
    plan,
    path: resolveFrom(io, plan),
    onFault: (payload) => explain('k8s_verify_error', payload),
  });
  const { checks, context, unreachable } = await checkPlan(io, kubectl, items);
  const diagnostics = await diagnose(
    { kubectl: checks.kubectl_present ? kubectl : null, fault: (fault) => explain('k8s_verify_diagnostic', fault) },
    sortedByCodePoint(new Set(items.map(({ namespace }) => namespace))),
  );
  const verify_blocker = chooseBlocker({
    kubectl_present: checks.kubectl_present,
    has_context: context !== null,
    unreachable,
    planned: items.length,
    items: checks.items,
  });
  const ok = verify_blocker === null;
  explain('k8s_verify_checked', { items: items.length, ok });
  const rbac = verify_blocker?.kind === 'rbac_denied' ? firstDenial(checks.items, verify_blocker.index) : null;
  const report = {
    schema_version: 'v0',
    ...timing.finish(),
    out_dir: out,
    mode: 'plan_only',
    apply_requested: false,
    dry_run: true,
    k8s_plan_path: plan,
    k8s_plan_items: items.length,
    ...planScope(items),
    plan_sha256,
    objects: items.map(({ name, namespace }) => ({ namespace, name, kind: 'Deployment' })),
    kubectl_context: context,
    diagnostics,
    checks: { ...checks, items: checks.items.map((item) => withAccess(item, diagnostics)) },
    verify_blocker,
    ok,
    notes: items.length === 0 ? ['empty_plan'] : [],
    ...(rbac === null ? {} : { details: { rbac } }),
  };
  writeLatest(resolveFrom(io, out), 'k8s_verify', report, { now_ms: io.now() });
  const path = join(out, 'k8s_verify_latest.json');
  explain('k8s_verify_report', { path });
  return { path, ok, blocker: verify_blocker, rbac_hint: rbac?.hint ?? null };
}

function withAccess(item: ItemChecks, diagnostics: Diagnostics) {
  return {
    ...item,
    auth_can_i_patch_deployments: diagnostics.auth_can_i_patch_deployments_by_namespace[item.namespace] ?? null,
    auth_can_i_get_deployments: diagnostics.auth_can_i_get_deployments_by_namespace[item.namespace] ?? null,
  };
}

/** The blocker's message first, then the others'. */
function firstDenial(items: readonly ItemChecks[], blocker: number | null) {
  const [first, rest] = [items.filter((_, index) => index === blocker), items.filter((_, index) => index !== blocker)];
  for (const { dry_run } of [...first, ...rest]) {
    const denial = rbacDenial(dry_run.stderr ?? '');
    if (denial !== null) return denial;
  }
  return null;
}
