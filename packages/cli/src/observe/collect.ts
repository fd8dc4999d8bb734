import { type SampleOrigin, type SampleWindow, windowOf } from '@modekeeper/engine';
import { type ObserveIngest, type Scenario, syntheticSamples } from '@modekeeper/telemetry';
import type { Flags } from '../cli/flags.ts';
import type { Io } from '../cli/io.ts';
import { refuse } from '../cli/refuse.ts';
import { checkName } from '../io/check-name.ts';
import { resolveFrom } from '../io/paths.ts';
import type { LogRequest } from './kubernetes.ts';
import { type PrometheusRequest, prometheusRequest, readAccess } from './prometheus-request.ts';
import { NO_RECORDER, type RawRecord, rawRecorder, unsupportedRecord } from './raw-recorder.ts';
import { observeFile, traceFormat } from './trace-file.ts';

/** A source of samples as the person asked for it, checked. */
export type ObserveRequest =
  | { source: 'synthetic'; scenario: Scenario; duration_ms: number }
  | { source: 'file'; path: string }
  | ({ source: 'k8s' } & LogRequest)
  | ({ source: 'prometheus' } & PrometheusRequest);

/** Samples with what reports and explain.jsonl say of their source. The window may read from files that are open until it is disposed of. */
export type Observation = Disposable & {
  source: 'synthetic' | 'file' | 'k8s' | 'prometheus';
  origin: SampleOrigin;
  window: SampleWindow;
  /** Null for synthetic data: nothing was read. */
  observe_ingest: ObserveIngest | null;
  record: RawRecord;
  /** Payload of the explain event `…observe_source`. */
  payload: Record<string, unknown>;
};

export type Recording = { path: string; append: boolean };

/**
 * Reads the flag group OBS (names with `prefix`) and TGT. @throws Refusal when a path is missing or a name is none that Kubernetes knows
 */
export function observeRequest(
  flags: Flags,
  prefix: '' | 'observe-',
  options: { scenario: Scenario; pod?: string },
): ObserveRequest {
  const source = flags.text(`${prefix}source`);
  if (source === 'synthetic') {
    return { source, scenario: options.scenario, duration_ms: flags.duration(`${prefix}duration`) };
  }
  if (source === 'file') {
    const path = flags.optional(`${prefix}path`);
    if (path === undefined || path === '') return refuse(`--${prefix}path is required when --${prefix}source file`);
    traceFormat(path);
    return { source, path };
  }
  if (source === 'prometheus') {
    const duration_ms = flags.duration(`${prefix}duration`);
    const asked = { source_flag: `--${prefix}source`, duration_ms, ...targetOf(flags) };
    return { source, ...prometheusRequest(flags, asked) };
  }
  const container = flags.text(`${prefix}container`);
  const named = container.trim();
  if (named !== '' && named !== 'auto') checkName('label', `--${prefix}container`, named);
  if (options.pod !== undefined) checkName('subdomain', '--k8s-pod', options.pod);
  return { source: 'k8s', ...targetOf(flags), pod: options.pod, container, duration_ms: flags.duration(`${prefix}duration`) };
}

/** Namespace and Deployment of flag group TGT. @throws Refusal unless both are DNS-1123 names */
export function targetOf(flags: Flags): { namespace: string; deployment: string } {
  const namespace = flags.text('k8s-namespace');
  const deployment = flags.text('k8s-deployment');
  checkName('label', '--k8s-namespace', namespace);
  checkName('subdomain', '--k8s-deployment', deployment);
  return { namespace, deployment };
}

/** Collects the samples of a source; what it read is recorded when asked for. */
export async function observe(io: Io, request: ObserveRequest, recording?: Recording): Promise<Observation> {
  if (request.source === 'synthetic') return synthetic(request, recording);
  if (request.source === 'prometheus') return prometheus(io, request, recording);
  const file = recording === undefined ? '' : resolveFrom(io, recording.path);
  const input = request.source === 'file' ? resolveFrom(io, request.path) : null;
  const recorder = recording === undefined ? NO_RECORDER : rawRecorder({ ...recording, file, input });
  if (request.source === 'file') {
    const read = await observeFile(io, request.path, recorder);
    const { observe_ingest, rows_read, window } = read;
    const record = recorder.finish();
    const payload = { source: 'file', path: request.path, rows_read, observe_ingest, ...record };
    return {
      source: 'file',
      origin: 'file',
      window,
      observe_ingest,
      record,
      payload,
      [Symbol.dispose]: () => read[Symbol.dispose](),
    };
  }
  // Loaded only where they are used: HTTP and child processes take their memory.
  const [{ observeLogs }, { kubectlOf }] = await Promise.all([import('./kubernetes.ts'), import('../io/kubectl.ts')]);
  const { observe_ingest, samples, ...read } = await observeLogs(kubectlOf(io), request, recorder);
  const record = recorder.finish();
  const { container, deployment, namespace } = request;
  const payload = { source: 'k8s', namespace, deployment, container, ...read, observe_ingest, ...record };
  return inMemory({ source: 'k8s', origin: 'k8s', window: windowOf(samples), observe_ingest, record, payload });
}

function synthetic(request: ObserveRequest & { source: 'synthetic' }, recording: Recording | undefined): Observation {
  const samples = syntheticSamples(request.scenario, request.duration_ms);
  const record = notRecorded(recording);
  const payload = { source: 'synthetic', path: null, rows_read: samples.length, ...record };
  return inMemory({ source: 'synthetic', origin: 'synthetic', window: windowOf(samples), observe_ingest: null, record, payload });
}

async function prometheus(
  io: Pick<Io, 'cwd' | 'now' | 'progress'>,
  request: ObserveRequest & { source: 'prometheus' },
  recording: Recording | undefined,
): Promise<Observation> {
  const { observePrometheus } = await import('./prometheus.ts');
  const { samples, ...read } = await observePrometheus(request, readAccess(io, request), io.now());
  if (read.error !== null) io.progress(`Prometheus gave no samples: ${read.error}`);
  const record = notRecorded(recording);
  const { duration_ms, queries, step_ms, url } = request;
  const payload = { source: 'prometheus', url, step_ms, duration_ms, queries: Object.fromEntries(queries), ...read, ...record };
  const { observe_ingest } = read;
  return inMemory({ source: 'prometheus', origin: 'prometheus', window: windowOf(samples), observe_ingest, record, payload });
}

/** Nothing is open behind samples that are at hand. */
function inMemory(observation: Omit<Observation, typeof Symbol.dispose>): Observation {
  return { ...observation, [Symbol.dispose]: () => undefined };
}

/** Sources that have no lines: nothing is written, and a recording that was asked for says so. */
function notRecorded(recording: Recording | undefined): RawRecord {
  return recording === undefined ? NO_RECORDER.finish() : unsupportedRecord(recording.path);
}
