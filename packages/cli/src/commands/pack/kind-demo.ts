import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readReport, reportValue } from '@modekeeper/evidence';
import { type Kubectl, kubectlRunner } from '@modekeeper/kube/kubectl';
import type { Io } from '../../cli/io.ts';
import { refuse } from '../../cli/refuse.ts';
import { runStep } from '../../cli/run-step.ts';
import { readOrNull, writeWhole } from '../../io/files.ts';
import { findOnPath } from '../../io/find-on-path.ts';
import { kubectlOf } from '../../io/kubectl.ts';
import { resolveFrom } from '../../io/paths.ts';
import { summaryMarkdown } from '../../io/summary.ts';
import { goOn, mustRun, type PackRun } from './pack-io.ts';

const CLUSTER = 'modekeeper-pack-demo';
const NAMESPACE = 'modekeeper-demo';
const DEPLOYMENT = 'trainer';
const TARGET = { 'k8s-namespace': NAMESPACE, 'k8s-deployment': DEPLOYMENT };
/** Pulling the node's image takes its time on a machine that never had it. */
const CREATE_TIMEOUT_MS = 900_000;
const DELETE_TIMEOUT_MS = 120_000;
const NEEDS =
  'MK_PACK_DEMO_KIND=1 makes a throwaway cluster, which needs the programs kind and kubectl and a running container engine';

/** The kind demo when MK_PACK_DEMO_KIND=1 asks for it, else null. @throws Refusal when kind is not there */
export function kindDemo(io: Pick<Io, 'env' | 'cwd'>): ((run: PackRun, out: string) => Promise<void>) | null {
  if (io.env.MK_PACK_DEMO_KIND !== '1') return null;
  const binary = findOnPath(io, 'kind');
  if (binary === null) return refuse(`${NEEDS}; kind is not on PATH: install it, or unset MK_PACK_DEMO_KIND`);
  return (run, out) => runDemo(run, binary, out);
}

/** Makes a cluster, proves a plan in it, and deletes it again, whatever happened in between. Its credentials stay out of the pack. */
async function runDemo(run: PackRun, binary: string, out: string): Promise<void> {
  const { io } = run;
  const secret = mkdtempSync(join(tmpdir(), 'mk-kind-'));
  const kubeconfig = join(secret, 'kubeconfig');
  const kind = kubectlRunner(binary, { env: { ...io.env }, cwd: io.cwd });
  try {
    io.progress('Making a cluster with kind; this takes minutes the first time');
    await must(kind, ['create', 'cluster', '--name', CLUSTER, '--kubeconfig', kubeconfig], CREATE_TIMEOUT_MS);
    try {
      goOn(io);
      await prove({ ...run, io: { ...io, env: { ...io.env, KUBECONFIG: kubeconfig } } }, out);
    } finally {
      io.progress('Deleting the cluster');
      await must(kind, ['delete', 'cluster', '--name', CLUSTER, '--kubeconfig', kubeconfig], DELETE_TIMEOUT_MS);
    }
  } finally {
    rmSync(secret, { recursive: true, force: true });
  }
}

async function prove(run: PackRun, out: string): Promise<void> {
  const { commands, flags, io } = run;
  const kubectl = kubectlOf(io);
  await must(kubectl, ['create', 'namespace', NAMESPACE]);
  // Without replicas no image is pulled: what is proved is what the API server would store.
  const deployment = ['create', 'deployment', DEPLOYMENT, '-n', NAMESPACE, '--image', 'modekeeper/trainer', '--replicas', '0'];
  await must(kubectl, deployment);
  const plan = join(out, 'plan');
  const data = { 'observe-source': 'synthetic', scenario: 'drift' };
  await mustRun(run, { path: 'closed-loop run', set: { ...data, ...TARGET, out: plan } });
  // A cluster of one node without a GPU: its answers are the report, not a reason to stop.
  await runStep(io, commands, flags, { path: 'k8s preflight', set: { ...TARGET, out: join(out, 'preflight') } });
  const verify = { plan: join(plan, 'k8s_plan.json'), out: join(out, 'verify') };
  await mustRun(run, { path: 'k8s verify', set: verify });
  const path = join(verify.out, 'k8s_verify_latest.json');
  const report = reportValue(readReport(readOrNull(resolveFrom(io, path))));
  if (report?.ok !== true) refuse(`the demo's plan was not accepted by the API server, see ${path}; the pack is not complete`);
  const lines: [string, unknown][] = [
    ['cluster', `kind, ${CLUSTER}, deleted after the demo`],
    ['namespace', NAMESPACE],
    ['deployment', `${DEPLOYMENT}, without replicas`],
    ['verify_ok', report?.ok],
    ['plan', verify.plan],
    ['verify_report', path],
  ];
  writeWhole(join(resolveFrom(io, out), 'summary.md'), summaryMarkdown('Kind demo', lines));
}

/** @throws Refusal with the program's own words */
async function must(program: Kubectl, args: readonly string[], timeout_ms?: number): Promise<void> {
  const { rc, stderr } = await program(args, timeout_ms === undefined ? {} : { timeout_ms });
  if (rc === 0) return;
  const said = stderr.trim().split('\n').at(-1) ?? '';
  refuse(`${NEEDS}; \`${args.slice(0, 3).join(' ')}\` ended with ${rc} (${said}); see kind get clusters for what is left of it`);
}
