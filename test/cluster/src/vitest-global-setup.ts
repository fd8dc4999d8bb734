import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { type Programs, startAgent, trainerProgram } from '../../agent/src/index.ts';
import { ensureBinaries } from './build/ensure-binaries.ts';
import type { BuildProgress } from './build/progress.ts';
import { testBinaries } from './build/recipe.ts';
import { describeProgress, type StartProgress } from './start/progress.ts';
import { waitSchedulable } from './start/schedulable.ts';
import { startCluster } from './start/start-cluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the administrator's kubeconfig. */
    kubeconfig: string;
    /** The API server's audit log, the witness of every safety invariant: read it with `readAuditLog`. */
    auditLogPath: string;
    /** `https://127.0.0.1:port`. */
    apiServer: string;
    /** PEM file that verifies the API server. */
    caFile: string;
    /** Bearer token of the administrator. */
    adminToken: string;
  }
}

/** What runs in pods of the shared cluster. `modekeeper/shell` runs its first argument as a shell script: for tests of the agent itself. */
const programsWith = (bundle: string) =>
  ({
    'modekeeper/trainer': trainerProgram,
    'modekeeper/connector': { command: [process.execPath, bundle] },
    'modekeeper/shell': { command: ['sh', '-c'] },
  }) satisfies Programs;

/** The connector as the image holds it: one file. */
async function bundleConnector(outfile: string): Promise<string> {
  const build = fileURLToPath(new URL('../../../connector/build.ts', import.meta.url));
  await promisify(execFile)(process.execPath, [build, outfile]);
  return outfile;
}

const say = (line: string) => process.stdout.write(`cluster: ${line}\n`);

function report(step: BuildProgress | StartProgress): void {
  if (step.kind !== 'ready' || !step.cached) say(describeProgress(step));
}

/** One real control plane for all `*.cluster.test.ts` of a run; every test makes namespaces of its own. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await ensureBinaries({ names: testBinaries, onProgress: report });
  const events: string[] = [];
  const stateDir = await mkdtemp(join(tmpdir(), 'modekeeper-cluster-'));
  say(`state and logs in ${stateDir}, removed at the end`);
  const programs = programsWith(await bundleConnector(join(stateDir, 'connector.mjs')));
  const cluster = await startCluster({ stateDir, onProgress: report, agentImages: Object.keys(programs) });
  const agent = startAgent({
    access: { server: cluster.server, caFile: cluster.caFile, token: cluster.tokens.agent },
    programs,
    stateDir: join(stateDir, 'agent'),
    // A crash loop must be seen within a test.
    backoff: { base_ms: 1_000, limit_ms: 4_000 },
    onEvent: ({ pod, container, reason, message }) => events.push(`${pod} ${container ?? ''} ${reason}: ${message}`),
  });
  const stop = async () => {
    await agent.stop();
    await cluster.stop();
    await rm(stateDir, { recursive: true, force: true });
  };
  try {
    await waitSchedulable(cluster.client);
  } catch (error) {
    for (const event of events) say(event);
    await stop();
    throw error;
  }
  project.provide('kubeconfig', cluster.kubeconfig);
  project.provide('auditLogPath', cluster.auditLogPath);
  project.provide('apiServer', cluster.server);
  project.provide('caFile', cluster.caFile);
  project.provide('adminToken', cluster.adminToken);
  return stop;
}
