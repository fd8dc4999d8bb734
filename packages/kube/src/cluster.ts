import type { JsonObject } from '@modekeeper/contracts';
import type { Gate } from './gate.ts';
import type { Deployment, KubeObject, LabelSelector, ServerVersion } from './objects.ts';
import type { Failure, Outcome } from './outcome.ts';

/** A JSON merge patch (RFC 7396). `metadata.resourceVersion` in it is the precondition: stale → `conflict`. */
export type MergePatch = JsonObject;

export interface TargetRef {
  readonly namespace: string;
  readonly name: string;
}

export interface PatchOptions {
  /** True: the server runs everything, admission included, and stores nothing. */
  readonly dry_run: boolean;
}

/** What the connector needs to know of a pod that it may follow. */
export interface PodSummary {
  readonly name: string;
  readonly uid: string;
  readonly node: string | null;
  readonly phase: string;
  readonly created_at: string | null;
  readonly deleting: boolean;
  readonly containers: readonly string[];
  readonly annotations: Readonly<Record<string, string>>;
}

export interface PodList {
  /** The newest pods first, at most `limit` of them. */
  readonly pods: readonly PodSummary[];
  /** How many pods the selector matches. */
  readonly total: number;
}

export interface AccessQuery {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly namespace?: string;
  readonly name?: string;
}

export interface FollowLogsInput {
  readonly namespace: string;
  readonly pod: string;
  readonly container?: string;
  /** How far back the first connection starts, in seconds (default 60). */
  readonly since_s?: number;
  /** A stream without a line for so long is opened again (default 120,000): a dead network path says nothing. */
  readonly idle_ms?: number;
  readonly signal: AbortSignal;
}

/**
 * `line`: one log line with the kubelet's RFC 3339 timestamp in front; `text` null when the bytes are not UTF-8; `truncated` when it was longer than 64 KiB.
 * `interrupted`: the stream broke and will be opened again. `gone`: the pod does not exist any more; the last event.
 */
export type LogEvent =
  | { readonly kind: 'line'; readonly text: string | null; readonly truncated: boolean }
  | { readonly kind: 'interrupted'; readonly failure: Failure | null; readonly retry_in_ms: number }
  | { readonly kind: 'gone' };

/**
 * The customer's cluster as ModeKeeper sees it. Two adapters: the API client (`api/`) and, for the CLI, `kubectl`.
 * Reads are free. The one mutation takes the gate and refuses to send without its word, dry runs included.
 * The connector's own objects are not reachable through this port (see `own-state.ts`).
 */
export interface Cluster {
  getDeployment(target: TargetRef): Promise<Outcome<Deployment>>;
  getNamespace(name: string): Promise<Outcome<KubeObject>>;
  /** The uid of namespace `kube-system`, which names the cluster. */
  getClusterUid(): Promise<Outcome<string>>;
  serverVersion(): Promise<Outcome<ServerVersion>>;
  patchDeployment(target: TargetRef, patch: MergePatch, options: PatchOptions, gate: Gate): Promise<Outcome<Deployment>>;
  /** Names of the Deployments that a label selector (as `kubectl -l` takes it) matches, sorted. */
  listDeployments(namespace: string, label_selector: string): Promise<Outcome<readonly string[]>>;
  listPods(namespace: string, selector: LabelSelector, limit: number): Promise<Outcome<PodList>>;
  followPodLogs(input: FollowLogsInput): AsyncIterable<LogEvent>;
  /** Asks the server about our own rights (SelfSubjectAccessReview; stores nothing). */
  can(query: AccessQuery): Promise<Outcome<boolean>>;
}
