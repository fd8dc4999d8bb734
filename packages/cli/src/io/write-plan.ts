import { join } from 'node:path';
import { buildItems, type KnobTarget, kubectlScript } from '@modekeeper/engine';
import { writeArtifact, writeWhole } from './files.ts';

const PLAN = 'k8s_plan.json';
const SCRIPT = 'k8s_plan.kubectl.sh';

export type WrittenPlan = { k8s_plan_path: string; k8s_kubectl_plan_path: string; k8s_plan_items: number };

/** Writes the plan and its script to `folder`, which reports call `out`. */
export function writePlan(
  { folder, out }: { folder: string; out: string },
  target: { namespace: string; deployment: string },
  targets: readonly KnobTarget[],
): WrittenPlan {
  const items = buildItems({ namespace: target.namespace, name: target.deployment }, targets);
  writeArtifact(folder, PLAN, items);
  writeWhole(join(folder, SCRIPT), kubectlScript(items), 0o755);
  return { k8s_plan_path: join(out, PLAN), k8s_kubectl_plan_path: join(out, SCRIPT), k8s_plan_items: items.length };
}
