import { shellWord } from '@modekeeper/engine';
import type { QuickFacts } from './facts.ts';
import { printable } from './printable.ts';

/** What to do now, and why. */
export type NextStep = { why: string; command: string };

const TRACE = 'mk quickstart --observe-source file --observe-path trace.jsonl';
const LOGS = 'mk quickstart --observe-source k8s-logs --k8s-namespace NAMESPACE --k8s-deployment NAME --observe-duration 10m';

/** The one next command. */
export function nextStep(facts: QuickFacts): NextStep {
  const { paths, plan_items, series, source, verify } = facts;
  const kind = verify?.blocker?.kind ?? null;
  if (source.kind === 'synthetic')
    return { why: 'Look at data of your own: one JSON object a line, with ts and step_time_ms.', command: TRACE };
  if (series.sample_count === 0) return withoutSamples(facts, kind);
  if (plan_items === 0) return { why: 'Look at a longer stretch, or at the workload itself.', command: LOGS };
  const again = `mk k8s verify --plan ${word(paths.plan)} --out ${word(`${paths.out}/verify`)}`;
  switch (kind) {
    case null:
      return { why: 'Read what the plan would run; nothing runs it for you.', command: `cat ${word(paths.script)}` };
    case 'kubectl_missing':
      return {
        why: 'Install kubectl, or name it in KUBECTL, and ask the cluster whether it would accept the plan.',
        command: again,
      };
    case 'cluster_unreachable':
      return { why: 'Point kubectl at the cluster, and ask it whether it would accept the plan.', command: again };
    case 'namespace_missing':
    case 'deployment_missing':
      return {
        why: 'Name the workload that the plan is for.',
        command: `mk quickstart${sourceFlags(facts)} --k8s-namespace NAMESPACE --k8s-deployment NAME`,
      };
    case 'rbac_denied':
      return {
        why: 'Reading is enough to get this far. Somebody who may patch the Deployment can verify the plan:',
        command: again,
      };
    default:
      return { why: 'See what the API server says, mend it, and verify again.', command: again };
  }
}

function withoutSamples(facts: QuickFacts, kind: string | null): NextStep {
  if (facts.source.kind === 'file')
    return {
      why: 'Check the trace: each line needs ts and step_time_ms.',
      command: `head -n 3 ${word(facts.source.path ?? '')}`,
    };
  if (facts.source.kind === 'prometheus')
    return { why: 'Prometheus gave no step time: check address and query.', command: 'mk observe --help' };
  const { deployment, namespace } = facts.target;
  if (kind === 'kubectl_missing')
    return { why: 'Install kubectl, or name it in KUBECTL; then see what is missing.', command: 'mk doctor' };
  if (kind === 'cluster_unreachable')
    return { why: 'No API server answered. See which cluster kubectl would ask:', command: 'kubectl config get-contexts' };
  return {
    why: 'The log held no step that could be read. See what it holds, and look further back:',
    command: `kubectl logs -n ${word(namespace)} deployment/${word(deployment)} --tail 20`,
  };
}

function sourceFlags({ source }: QuickFacts): string {
  if (source.kind === 'file') return ` --observe-source file --observe-path ${word(source.path ?? '')}`;
  return ` --observe-source ${source.kind === 'k8s' ? 'k8s-logs' : 'prometheus --prom-url URL --query step_time_ms=PROMQL'}`;
}

/** A path as one word of a shell, and fit to be looked at. */
function word(text: string): string {
  const path = text.startsWith('-') ? `./${text}` : text;
  return printable(/^[\w./-]+$/.test(path) ? path : shellWord(path), 400);
}
