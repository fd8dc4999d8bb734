import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { V1Pod } from '@kubernetes/client-node';
import { endAllFollowers } from '../logs/container-log.ts';
import { LOG_HANDOVER_MS } from '../logs/log-keeper.ts';
import { publishLogs, waitForLog } from '../logs/logs-object.ts';
import { createPodVolumes } from '../volumes/pod-volumes.ts';
import { createTokenSource } from '../volumes/token.ts';
import { type ContainerRunner, runContainer } from './container.ts';
import type { AgentContext } from './context.ts';
import { statusPatch } from './status.ts';
import { createStatusWriter } from './status-writer.ts';

/** One pod on this machine. */
export type PodWorker = {
  /** A newer version of the pod: new annotations, or a wish to end it. */
  update(pod: V1Pod): void;
  /** The pod is gone from the API server: whatever still runs is killed. */
  remove(): Promise<void>;
};

const RETRY_MS = 500;

/** Runs a pod until it is deleted or the agent stops. */
export function startPod(context: AgentContext, first: V1Pod, address: string): PodWorker {
  let pod = first;
  const { name = '', namespace = '', uid = '' } = first.metadata ?? {};
  const podDir = join(context.podsDir, uid);
  const stopped = new AbortController();
  const label = `${namespace}/${name}`;
  const said = new Map<string, string>();
  const report = (container: string | undefined, reason: string, message: string) => {
    // The same trouble every second is one line.
    const key = `${container ?? ''} ${reason}`;
    if (said.get(key) === message) return;
    said.set(key, message);
    context.report({ pod: label, ...(container === undefined ? {} : { container }), reason, message });
  };

  const volumes = createPodVolumes(join(podDir, 'volumes'), {
    lookups: context.lookups,
    tokens: createTokenSource(context.client, context.now_ms),
  });
  // Refreshes never overlap: two writers of one volume would trip over each other.
  let turn: Promise<void> = Promise.resolve();
  const mount = () => {
    const next = turn.then(() => volumes.refresh({ ...pod, status: { ...pod.status, podIP: address } }));
    turn = next.catch(() => undefined);
    return next;
  };

  const runners: ContainerRunner[] = [];
  const writer = createStatusWriter(
    context.client,
    first,
    () =>
      statusPatch(
        pod,
        runners.map(({ view }) => view),
        address,
        context.now_ms(),
      ),
    (message) => report(undefined, 'StatusNotSent', message),
  );
  const publish = () =>
    publishLogs(
      context.client,
      pod,
      runners.map((runner) => runner.logs()).filter((files) => files !== null),
    );
  const served = async (container: string) => {
    if (!(await waitForLog(context.client, pod, container)))
      report(container, 'LogsNotServed', 'kwok does not serve the log of this container');
  };
  // A container reports from its very first step; the status is complete once all of them are there.
  const onChange = () => {
    if (runners.length === (first.spec?.containers.length ?? 0)) writer.touch();
  };
  for (const container of first.spec?.containers ?? []) {
    const say = (reason: string, message: string) => report(container.name, reason, message);
    runners.push(
      runContainer(context, {
        container,
        podDir,
        address,
        currentPod: () => pod,
        mount,
        publish,
        served: () => served(container.name),
        onChange,
        report: say,
      }),
    );
  }
  onChange();

  const refresh = setInterval(() => {
    mount().catch((error: Error) => report(undefined, 'FailedMount', error.message));
  }, context.refresh_ms);

  const confirmDeletion = async () => {
    const call = {
      method: 'DELETE' as const,
      path: `/api/v1/namespaces/${namespace}/pods/${name}`,
      body: { apiVersion: 'v1', kind: 'DeleteOptions', gracePeriodSeconds: 0, preconditions: { uid } },
    };
    while (!stopped.signal.aborted) {
      const status = await context.client.call(call).then(
        (answer) => answer.status,
        () => 0,
      );
      if (status === 200 || status === 202 || status === 404 || status === 409) return;
      report(undefined, 'DeletionNotConfirmed', `answer ${status}`);
      await sleep(RETRY_MS, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
  };

  let _ending: Promise<void> | null = null;
  const end = async (grace_ms: number) => {
    await Promise.all(runners.map((runner) => runner.end(grace_ms)));
    await writer.flush();
    await confirmDeletion();
  };

  return {
    update(newer) {
      const before = JSON.stringify([pod.metadata?.annotations, pod.metadata?.labels]);
      pod = newer;
      if (before !== JSON.stringify([newer.metadata?.annotations, newer.metadata?.labels])) {
        mount().catch((error: Error) => report(undefined, 'FailedMount', error.message));
      }
      if (newer.metadata?.deletionTimestamp !== undefined) {
        _ending ??= end((newer.metadata.deletionGracePeriodSeconds ?? 30) * 1000).catch((error: Error) =>
          report(undefined, 'EndFailed', error.message),
        );
      }
    },
    async remove() {
      stopped.abort();
      writer.stop();
      clearInterval(refresh);
      await Promise.all(runners.map((runner) => runner.end(0)));
      await turn;
      endAllFollowers(join(podDir, 'logs'));
      await sleep(LOG_HANDOVER_MS);
      await rm(podDir, { recursive: true, force: true });
    },
  };
}
