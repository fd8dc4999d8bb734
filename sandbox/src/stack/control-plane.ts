import { fork } from 'node:child_process';
import { existsSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { ModeKeeperError } from '@modekeeper/contracts';
import { asChild, type Child, startChild } from '../platform/child.ts';
import { repositoryRoot } from '../platform/paths.ts';
import { until } from '../platform/wait.ts';
import type { HostOrder } from './control-plane-host.ts';

/** workerd offline: no telemetry, no look-ups, and none of the local observability that slows WebSockets down 20 to 30 times. */
export const OFFLINE_ENV = {
  X_LOCAL_OBSERVABILITY: 'false',
  WRANGLER_SEND_METRICS: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_HIDE_BANNER: 'true',
} as const;

export type ControlPlane = { url: string; child: Child };

/** Bundles the Worker as a deploy would and answers the path of the script. @throws `program_failed` */
export async function buildWorker(folder: string, logFile: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const root = repositoryRoot();
  const args = ['deploy', '--dry-run', '--env', 'sandbox', '--config', join(root, 'wrangler.toml'), '--outdir', folder];
  const child = startChild({
    name: 'wrangler',
    command: join(root, 'node_modules/.bin/wrangler'),
    args,
    logFile,
    cwd: root,
    env: OFFLINE_ENV,
  });
  const code = await child.exited;
  const script = join(folder, 'index.js');
  if (code === 0 && existsSync(script)) return script;
  throw new ModeKeeperError({
    code: 'program_failed',
    message: `Bundling the control plane failed (exit ${code}).`,
    hint: `Read ${logFile}.`,
  });
}

/** Starts workerd in a process of its own; ready when `/healthz` answers. */
export async function startControlPlane(order: HostOrder, logFile: string): Promise<ControlPlane> {
  const log = openSync(logFile, 'a', 0o600);
  const host = fork(join(import.meta.dirname, 'control-plane-host.ts'), {
    stdio: ['ignore', log, log, 'ipc'],
    env: { ...process.env, ...OFFLINE_ENV },
  });
  const url = await new Promise<string>((ready, fail) => {
    const failed = (why: string) =>
      fail(
        new ModeKeeperError({
          code: 'program_failed',
          message: `The control plane did not start: ${why}`,
          hint: `Read ${logFile}.`,
        }),
      );
    host.once('message', (answer: { ready?: string; failed?: string }) =>
      answer.ready ? ready(answer.ready) : failed(answer.failed ?? 'no reason given'),
    );
    host.once('exit', (code) => failed(`exit ${code}`));
    host.send(order);
  });
  await until('the control plane', 15_000, async () => ((await fetch(`${url}/healthz`)).ok ? true : undefined), 50);
  return { url, child: asChild('control plane', host) };
}
