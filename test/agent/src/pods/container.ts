import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { V1Container, V1Pod } from '@kubernetes/client-node';
import { endGroup } from '@modekeeper/cluster';
import { createLogKeeper } from '../logs/log-keeper.ts';
import type { LogFiles } from '../logs/logs-object.ts';
import { watchProbe } from '../probes/probe.ts';
import { type Program, programOf } from '../programs/image.ts';
import { MissingError } from '../programs/missing.ts';
import { createBackoff } from './backoff.ts';
import type { AgentContext } from './context.ts';
import { type Exit, launch, type Running } from './launch.ts';
import { type ContainerState, type ContainerView, kubeTime } from './status.ts';

export type ContainerOptions = {
  container: V1Container;
  podDir: string;
  address: string;
  /** The pod as it is now: annotations and labels may have changed since it started. */
  currentPod: () => V1Pod;
  /** Resolves when the pod's volumes stand; throws `MissingError`. */
  mount: () => Promise<void>;
  /** Tells kwok where the logs are; called before each run. */
  publish: () => Promise<void>;
  /** Resolves when the published log of this container can be read. */
  served: () => Promise<void>;
  /** The view changed. */
  onChange: () => void;
  report: (reason: string, message: string) => void;
};

export type ContainerRunner = {
  view: ContainerView;
  logs: () => LogFiles | null;
  /** Runs until the container is final or the runner is ended. */
  done: Promise<void>;
  /** SIGTERM, and SIGKILL after the grace; a second call with less grace shortens it. */
  end(grace_ms: number): Promise<void>;
};

const RETRY_MS = 1_000;

function firstView(pod: V1Pod, container: V1Container): ContainerView {
  const known = pod.status?.containerStatuses?.find(({ name }) => name === container.name);
  const hasRun =
    known?.state?.running !== undefined || known?.lastState?.terminated !== undefined || known?.state?.terminated !== undefined;
  return {
    name: container.name,
    image: container.image ?? '',
    state: { waiting: { reason: 'ContainerCreating' } },
    lastState: {},
    // After a restart of the agent its programs start again: that counts, as it does on a node that was rebooted.
    restartCount: hasRun ? (known?.restartCount ?? 0) + 1 : 0,
    ready: false,
    final: false,
  };
}

const startsAgain = (policy: string | undefined, exit: Exit) =>
  policy === 'Always' || policy === undefined || (policy === 'OnFailure' && exit.code !== 0);

// Only the first process of a container hears SIGTERM; the rest of it goes with SIGKILL.
const endProgram = ({ child }: Running, grace_ms: number) =>
  endGroup(child, grace_ms, grace_ms > 0 ? 'SIGTERM' : 'SIGKILL', 'leader');

/** Runs one container of a pod: start, watch over by probes, start again with backoff, end. */
export function runContainer(context: AgentContext, options: ContainerOptions): ContainerRunner {
  const { container, currentPod, onChange, report } = options;
  const view = firstView(currentPod(), container);
  const program = programOf(context.programs, container.image);
  const backoff = createBackoff(context.backoff);
  const ending = new AbortController();
  let running: Running | null = null;
  let grace_left_ms = 0;
  const logs = createLogKeeper(join(options.podDir, 'logs', container.name), container.name, context.now_ms);

  const set = (changes: Partial<ContainerView>) => {
    Object.assign(view, changes);
    onChange();
  };
  const waiting = (reason: string, message: string): ContainerState => ({ waiting: { reason, message } });
  const pause = (ms: number) => sleep(ms, undefined, { signal: ending.signal }).catch(() => undefined);

  const superviseProbes = (signal: AbortSignal) => {
    const target = { host: options.address, container };
    const { readinessProbe, livenessProbe, startupProbe } = container;
    const guard = (probing: Promise<void>) => probing.catch((error: Error) => report('ProbeError', error.message));
    const kill = (which: string) => {
      report('Unhealthy', `${which} failed: the container is started again`);
      if (running !== null) void endProgram(running, (currentPod().spec?.terminationGracePeriodSeconds ?? 30) * 1000);
    };
    const live = () => {
      if (readinessProbe === undefined) set({ ready: true });
      else void guard(watchProbe(readinessProbe, target, (ready) => set({ ready }), signal));
      if (livenessProbe !== undefined)
        void guard(watchProbe(livenessProbe, target, (healthy) => healthy || kill('liveness probe'), signal));
    };
    if (startupProbe === undefined) {
      live();
      return;
    }
    const startup = new AbortController();
    const onStartup = (healthy: boolean) => {
      startup.abort();
      if (healthy) live();
      else kill('startup probe');
    };
    void guard(watchProbe(startupProbe, target, onStartup, AbortSignal.any([signal, startup.signal])));
  };

  const runOnce = async (chosen: Program): Promise<{ exit: Exit; ran_ms: number } | null> => {
    const log = logs.open();
    let hasRun = false;
    try {
      await options.mount();
      await options.publish();
      await options.served();
      if (ending.signal.aborted) return null;
      running = await launch(context, {
        pod: currentPod(),
        container,
        program: chosen,
        podDir: options.podDir,
        address: options.address,
        log,
      });
      hasRun = true;
      // The wish to end may have come while the program was being started.
      if (ending.signal.aborted) void endProgram(running, grace_left_ms);
      const started_ms = context.now_ms();
      const probes = new AbortController();
      set({ state: { running: { startedAt: kubeTime(started_ms) } }, ready: false });
      superviseProbes(probes.signal);
      const exit = await running.exit;
      running = null;
      probes.abort();
      const terminated = {
        exitCode: exit.code,
        reason: exit.reason,
        startedAt: kubeTime(started_ms),
        finishedAt: kubeTime(context.now_ms()),
      };
      const last = view.state.terminated ?? view.lastState.terminated;
      set({ state: { terminated }, lastState: last === undefined ? {} : { terminated: last }, ready: false });
      return { exit, ran_ms: context.now_ms() - started_ms };
    } finally {
      logs.close(log, hasRun);
      await options.publish().catch((error: Error) => report('LogsNotPublished', error.message));
    }
  };

  const runProgram = async (chosen: Program) => {
    while (!ending.signal.aborted) {
      try {
        const ended = await runOnce(chosen);
        if (ended === null || ending.signal.aborted || !startsAgain(currentPod().spec?.restartPolicy, ended.exit)) break;
        const delay_ms = backoff.next_ms(ended.ran_ms);
        const lastState = view.state;
        const message = `back-off ${delay_ms / 1000}s restarting ${container.name}`;
        set({ lastState, ...(delay_ms > 0 ? { state: waiting('CrashLoopBackOff', message) } : {}) });
        if (delay_ms > 0) report('BackOff', message);
        await pause(delay_ms);
        if (!ending.signal.aborted) set({ restartCount: view.restartCount + 1 });
      } catch (error) {
        const reason = error instanceof MissingError ? error.reason : 'AgentError';
        report(reason, (error as Error).message);
        // A volume that is missing keeps a pod in ContainerCreating; the event says why.
        set({ state: waiting(reason === 'FailedMount' ? 'ContainerCreating' : reason, (error as Error).message), ready: false });
        await pause(RETRY_MS);
      }
    }
    set({ final: true, ready: false });
  };

  const pretend = async () => {
    const startedAt = kubeTime(context.now_ms());
    set({ state: { running: { startedAt } }, ready: true });
    await new Promise<void>((resolve) => ending.signal.addEventListener('abort', () => resolve(), { once: true }));
    set({
      state: { terminated: { exitCode: 0, reason: 'Completed', startedAt, finishedAt: kubeTime(context.now_ms()) } },
      ready: false,
      final: true,
    });
  };

  const done = program === null ? pretend() : runProgram(program);
  return {
    view,
    logs: logs.files,
    done,
    async end(grace_ms) {
      grace_left_ms = grace_ms;
      ending.abort();
      if (running !== null) await endProgram(running, grace_ms);
      await done;
    },
  };
}
