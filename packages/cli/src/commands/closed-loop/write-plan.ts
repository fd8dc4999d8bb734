import { join } from 'node:path';
import { buildItems, type KnobTarget, kubectlScript } from '@modekeeper/engine';
import type { Explain } from '../../io/explain.ts';
import { writeArtifact, writeWhole } from '../../io/files.ts';

const PLAN = 'k8s_plan.json';
const SCRIPT = 'k8s_plan.kubectl.sh';

export type WrittenPlan = { k8s_plan_path: string; k8s_kubectl_plan_path: string; k8s_plan_items: number };

/** Writes the plan and its script to `folder`, which reports call `out`. */
export function writePlan(
  place: { folder: string; out: string },
  target: { namespace: string; deployment: string },
  targets: readonly KnobTarget[],
  explain: Explain,
): WrittenPlan {
  const { folder, out } = place;
  const items = buildItems({ namespace: target.namespace, name: target.deployment }, targets);
  const written = {
    k8s_plan_path: join(out, PLAN),
    k8s_kubectl_plan_path: join(out, SCRIPT),
    k8s_plan_items: items.length,
  };
  writeArtifact(folder, PLAN, items);
  explain('k8s_plan_written', { path: written.k8s_plan_path, items: items.length });
  writeWhole(join(folder, SCRIPT), kubectlScript(items), 0o755);
  explain('k8s_kubectl_plan_written', { path: written.k8s_kubectl_plan_path, items: items.length });
  return written;
}
