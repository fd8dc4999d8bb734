import { join } from 'node:path';
import { isModeKeeperError, type JsonValue, strictParse } from '@modekeeper/contracts';
import { kubectlScript, type PlanItem, planScope, readItems } from '@modekeeper/engine';
import { refuse } from '../../cli/refuse.ts';
import type { Run } from '../../cli/spec.ts';
import { type Explain, openExplain } from '../../io/explain.ts';
import { readOrNull, writeLatest, writeWhole } from '../../io/files.ts';
import { resolveFrom } from '../../io/paths.ts';
import { startTiming } from '../../io/times.ts';

/** `mk k8s render`: the plan as a script for people. */
export const runRender: Run = async (io, flags) => {
  const timing = startTiming(io.now);
  const out = flags.text('out');
  const folder = resolveFrom(io, out);
  const explain = openExplain(folder, io.now);
  const plan = flags.text('plan');
  explain('k8s_render_start', { plan, out });
  const items = readRenderable(plan, readOrNull(resolveFrom(io, plan)), explain);
  const script = join(out, 'k8s_plan.kubectl.sh');
  writeWhole(join(folder, 'k8s_plan.kubectl.sh'), kubectlScript(items), 0o755);
  explain('k8s_kubectl_plan_written', { path: script, items: items.length });
  const report = {
    schema_version: 'v0',
    ...timing.finish(),
    out_dir: out,
    mode: 'K8S_RENDER',
    apply_requested: false,
    dry_run: true,
    k8s_kubectl_plan_path: script,
    k8s_plan_items: items.length,
    ...planScope(items),
  };
  writeLatest(folder, 'k8s_render', report, { now_ms: io.now() });
  explain('k8s_render_report', { path: join(out, 'k8s_render_latest.json') });
  return 0;
};

/** Items of the plan file. @throws Refusal in the contract's words, told to explain.jsonl first */
function readRenderable(plan: string, text: Uint8Array | null, explain: Explain): PlanItem[] {
  const fail = (kind: string, error: string, facts: Record<string, unknown> = {}): never => {
    explain('k8s_render_error', { kind, plan, error, ...facts });
    return refuse(error);
  };
  if (text === null) return fail('not_found', `plan file not found: ${plan}`);
  let document: JsonValue;
  try {
    document = strictParse(text, { profile: 'strict' });
  } catch (error) {
    if (isModeKeeperError(error)) return fail('invalid_json', `failed to parse plan JSON: ${error.message}`);
    throw error;
  }
  if (!Array.isArray(document)) return fail('invalid_shape', 'k8s render expects plan JSON to be a list of items');
  const read = readItems(document);
  if (read.ok) return read.items;
  const index = read.fault.kind === 'invalid_item' ? { index: read.fault.index } : {};
  return fail(read.fault.kind, read.fault.text, index);
}
