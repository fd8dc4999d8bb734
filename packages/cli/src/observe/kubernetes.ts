import type { Kubectl } from '@modekeeper/kube/kubectl';
import { annotatedMode, type ChosenPod, choosePod, LineSplitter, LogIngest, type Observed } from '@modekeeper/telemetry';
import type { RawRecorder } from './raw-recorder.ts';

export type LogRequest = {
  namespace: string;
  deployment: string;
  /** A pod by name; its node and mode are not looked up. */
  pod: string | undefined;
  container: string;
  duration_ms: number;
};
export type ObservedLog = Observed & { samples_parsed: number; error: string | null };

/** Samples of a pod's log by kubectl (contract page `telemetry`, "Kubernetes log source"). A log that cannot be read gives none, and says why. */
export async function observeLogs(kubectl: Kubectl, request: LogRequest, recorder: RawRecorder): Promise<ObservedLog> {
  const { container, deployment, namespace } = request;
  const pod = await podOf(kubectl, request);
  const mode = pod?.mode ?? (await modeOfDeployment(kubectl, request));
  const named = container.trim();
  const since_s = Math.max(1, Math.ceil(request.duration_ms / 1_000));
  const container_args = named === '' || named === 'auto' ? [] : ['-c', named];
  const place = ['-n', namespace, pod?.name ?? `deployment/${deployment}`, ...container_args];
  // As bytes: whether a line is UTF-8 is judged line by line, and a recording is what came.
  const logs = await kubectl(['logs', ...place, '--timestamps', '--since', `${since_s}s`], { as_bytes: true });
  const ingest = new LogIngest({ mode, node: pod?.node ?? null });
  const failed = logs.rc !== 0;
  if (!failed) readLog(Buffer.from(logs.stdout, 'latin1'), ingest, recorder);
  const why = logs.error ?? (logs.stderr.trim() || `kubectl_rc_${logs.rc}`);
  return { ...ingest.settle(), error: failed ? why : null };
}

function readLog(bytes: Uint8Array, ingest: LogIngest, recorder: RawRecorder): void {
  const splitter = new LineSplitter();
  const lines = [...splitter.push(bytes), ...splitter.end()];
  recorder.write({ bytes, lines });
  for (const line of lines) ingest.accept(line);
}

/** The pod to read; null leaves the choice to kubectl. */
async function podOf(kubectl: Kubectl, request: LogRequest): Promise<ChosenPod | null> {
  const { container, deployment, namespace, pod } = request;
  if (pod !== undefined) return { name: pod, node: null, mode: null };
  return choosePod(await objectOf(kubectl, ['get', 'pods', '-n', namespace, '-l', `app=${deployment}`, '-o', 'json']), container);
}

async function modeOfDeployment(kubectl: Kubectl, { deployment, namespace }: LogRequest): Promise<string | null> {
  return annotatedMode(await objectOf(kubectl, ['get', 'deployment', deployment, '-n', namespace, '-o', 'json']));
}

/** What kubectl printed as JSON; null when it failed: these reads are best effort. */
async function objectOf(kubectl: Kubectl, args: readonly string[]): Promise<unknown> {
  const { rc, stdout } = await kubectl(args);
  if (rc !== 0) return null;
  try {
    return JSON.parse(stdout);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
