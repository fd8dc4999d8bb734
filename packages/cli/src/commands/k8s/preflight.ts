import { join } from 'node:path';
import type { KubectlResult } from '@modekeeper/kube/kubectl';
import { printSummary } from '../../cli/io.ts';
import type { Run } from '../../cli/spec.ts';
import { openExplain } from '../../io/explain.ts';
import { writeArtifact, writeWhole } from '../../io/files.ts';
import { kubectlOf } from '../../io/kubectl.ts';
import { resolveFrom } from '../../io/paths.ts';
import { literal } from '../../io/summary.ts';
import { startTiming } from '../../io/times.ts';
import { targetOf } from '../../observe/collect.ts';
import { checkRow, gpuFacts, gpuNotes, preflightChecks } from './preflight-checks.ts';

/** `mk k8s preflight`: whether cluster and access are as a plan will need them. Reads only. */
export const runPreflight: Run = async (io, flags) => {
  const timing = startTiming(io.now);
  const target = targetOf(flags);
  const kubectl = kubectlOf(io);
  const names = { k8s_namespace: target.namespace, k8s_deployment: target.deployment };
  const out = flags.text('out');
  const folder = resolveFrom(io, out);
  const explain = openExplain(folder, io.now);
  explain('k8s_preflight_start', { out, ...names });
  const results: KubectlResult[] = [];
  const checks = [];
  for (const spec of preflightChecks(target)) {
    io.progress(`Asking kubectl: ${spec.args.join(' ')}`);
    explain('k8s_preflight_check_start', { name: spec.name, args: spec.args });
    const result = await kubectl(spec.args);
    const row = checkRow(spec, result);
    explain('k8s_preflight_check_result', { name: row.name, ok: row.ok, rc: row.rc });
    results.push(result);
    checks.push(row);
  }
  const facts = await gpuFacts(kubectl, target);
  const failed = checks.findIndex((check) => !check.ok);
  const ok = failed === -1;
  const blocker = results[failed]?.error === 'not_found' ? 'kubectl_not_found' : `${checks[failed]?.name} failed`;
  const head = {
    schema_version: 'preflight.v0',
    ...timing.finish(),
    ok,
    top_blocker: ok ? null : blocker,
    k8s_context: contextOf(results[0]),
    ...names,
    ...facts,
    notes: gpuNotes(facts),
  };
  const report = join(out, 'preflight_latest.json');
  const summary = join(out, 'preflight_summary.md');
  const key_artifacts = [report, summary, join(out, 'explain.jsonl')];
  writeArtifact(folder, 'preflight_latest.json', { ...head, checks, key_artifacts });
  const lines = [
    ...Object.entries(head).map(([key, value]) => `${key}: ${literal(value)}`),
    '',
    'checks:',
    ...checks.map(({ name, ok: passed, rc }) => `- ${name}: ok=${passed} rc=${rc}`),
    '',
  ];
  writeWhole(join(folder, 'preflight_summary.md'), lines.join('\n'));
  explain('k8s_preflight_report', { path: report, summary_path: summary, ok });
  printSummary(io, [
    ['ok', ok],
    ['top_blocker', head.top_blocker],
    ['context', head.k8s_context],
    ['ns', target.namespace],
    ['deploy', target.deployment],
    ['preflight', report],
    ['summary', summary],
    ['gpu_capacity_present', facts.gpu_capacity_present],
    ['device_plugin_present', facts.nvidia_device_plugin_present],
    ['deploy_gpu_request', facts.deploy_gpu_request],
  ]);
  return ok ? 0 : 1;
};

function contextOf(result: KubectlResult | undefined): string | null {
  return (result?.rc === 0 && result.stdout.trim()) || null;
}
