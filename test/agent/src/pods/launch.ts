import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { V1Container, V1Pod } from '@kubernetes/client-node';
import type { ContainerLog } from '../logs/container-log.ts';
import { resolveEnvironment } from '../programs/environment.ts';
import { expand } from '../programs/expand.ts';
import type { Program } from '../programs/image.ts';
import { layOutMounts, pathRewriter } from '../programs/mounts.ts';
import type { AgentContext } from './context.ts';

/** How a run of a program ended. `code` follows the shell's habit: 128 + number for a signal. */
export type Exit = { code: number; reason: 'Completed' | 'Error' };

const SIGNAL_NUMBERS: Record<string, number> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGPIPE: 13,
  SIGTERM: 15,
};

export type LaunchInput = {
  pod: V1Pod;
  container: V1Container;
  program: Program;
  podDir: string;
  address: string;
  log: ContainerLog;
};

/** A program that was started for a container. */
export type Running = { child: ChildProcess; exit: Promise<Exit> };

async function settle(child: ChildProcess, log: ContainerLog): Promise<Exit> {
  const copied = Promise.all(
    [child.stdout, child.stderr].map((source, index) => source && log.attach(index === 0 ? 'stdout' : 'stderr', source)),
  );
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    await copied;
    const number = code ?? 128 + (SIGNAL_NUMBERS[signal ?? ''] ?? 0);
    return { code: number, reason: number === 0 ? 'Completed' : 'Error' };
  } catch (error) {
    log.write(`node agent: the program did not start: ${(error as Error).message}`);
    return { code: 127, reason: 'Error' };
  }
}

/**
 * Starts the program of a container: its own environment and nothing of the agent's, mount paths in values and arguments
 * moved below the pod's folder, its own loopback address. Throws `MissingError` when the environment cannot be made yet.
 */
export async function launch(context: AgentContext, input: LaunchInput): Promise<Running> {
  const { pod, container, program, podDir, address, log } = input;
  const root = join(podDir, 'roots', container.name);
  const variables = await resolveEnvironment(pod, container, context.lookups, {
    ...context.serviceEnvironment,
    HOSTNAME: pod.metadata?.name ?? '',
  });
  const mounts = container.volumeMounts ?? [];
  await layOutMounts(root, join(podDir, 'volumes'), mounts);
  const rewrite = pathRewriter(
    root,
    mounts.map(({ mountPath }) => mountPath),
  );
  const env = Object.fromEntries([...variables].map(([name, value]) => [name, rewrite(value)]));
  // Whatever the pod says: two pods of this machine share its ports, so each listens on its own address.
  env.MODEKEEPER_LISTEN_HOST = address;
  const args = (container.args ?? []).map((argument) => rewrite(expand(argument, variables)));
  const [command = '', ...first] = program.command;
  const child = context.guard.spawn(command, { args: [...first, ...args], env, cwd: root, output: 'pipe' });
  return { child, exit: settle(child, log) };
}
