import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '../platform/paths.ts';
import type { Program, Programs } from '../platform/programs.ts';
import type { HostOrder } from './control-plane-host.ts';
import { isNewerThanSources } from './newer.ts';
import { programFailed } from './program-failed.ts';
import { untilAnswers } from './until-answers.ts';

/** workerd offline: no telemetry, no look-ups, and none of the local observability that slows WebSockets down 20 to 30 times. */
const OFFLINE_ENV = {
  X_LOCAL_OBSERVABILITY: 'false',
  WRANGLER_SEND_METRICS: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_HIDE_BANNER: 'true',
} as const;

const SOURCES = ['workers/control-plane', 'packages', 'migrations', 'wrangler.toml', 'pnpm-lock.yaml'];

export type ControlPlane = { url: string; program: Program };

/** Bundles the Worker as a deploy would, unless it was after the last change of its sources, and answers the path of the script. @throws `program_failed` */
export async function buildWorker(
  programs: Programs,
  { folder, logFile, tell }: { folder: string; logFile: string; tell: (what: string) => void },
): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const root = repositoryRoot();
  const script = join(folder, 'index.js');
  if (isNewerThanSources(script, SOURCES)) return script;
  tell('bundling the Worker');
  const args = ['deploy', '--dry-run', '--env', 'sandbox', '--config', join(root, 'wrangler.toml'), '--outdir', folder];
  const command = join(root, 'node_modules', '.bin', 'wrangler');
  const code = await programs.start({ name: 'wrangler', command, args, logFile, cwd: root, env: OFFLINE_ENV }).exited;
  if (code === 0 && existsSync(script)) return script;
  throw programFailed(`Bundling the control plane failed (exit ${code}).`, logFile);
}

/** Starts workerd in a process of its own; ready when `/healthz` answers. @throws `program_failed`, `timeout` */
export async function startControlPlane(programs: Programs, order: HostOrder, logFile: string): Promise<ControlPlane> {
  // The order holds secrets: a file that only we can read, never the command line.
  const orderFile = join(dirname(order.script), 'order.json');
  writeFileSync(orderFile, JSON.stringify(order), { mode: 0o600 });
  const host = join(import.meta.dirname, 'control-plane-host.ts');
  const program = programs.start({
    name: 'control plane',
    command: process.execPath,
    args: [host, orderFile],
    logFile,
    env: OFFLINE_ENV,
  });
  const url = `http://localhost:${order.port}`;
  await untilAnswers(program, `${url}/healthz`, { what: 'control plane', logFile });
  return { url, program };
}
