// An API server in memory, for crash points only; the same steps run against the real one in `*.cluster.test.ts`. Every rule names its source.
import { isJsonObject, type JsonObject, type JsonValue } from '@modekeeper/contracts';
import type {
  Cluster,
  Deployment,
  Failure,
  FollowLogsInput,
  Gate,
  LogEvent,
  MergePatch,
  Outcome,
  OwnState,
} from '@modekeeper/kube';
import type { OwnObject, OwnRead, OwnWrite } from '../journal/own-object.ts';
import type { Clock } from '../ports.ts';
import type { Calls } from './crash.ts';

export const TARGET = { namespace: 'ml', name: 'trainer' };
export const UID = '11111111-1111-4111-8111-111111111111';

/** RFC 7396, "MergePatch": null removes, objects merge, anything else replaces. */
function mergePatch(target: JsonValue, patch: JsonValue): JsonValue {
  if (!isJsonObject(patch)) return patch;
  const result: JsonObject = isJsonObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = mergePatch(result[key] ?? {}, value);
  }
  return result;
}

export interface AppliedWrite {
  readonly plan: string;
  /** What the write left in the other knob, which nobody else touches in these tests: `2` applied, `1` taken back. */
  readonly prefetch: string | undefined;
}

/** Who looks on: what reached the server, as it happens. */
export interface Onlooker {
  /** A patch leaves: its gate has said yes just now. */
  leaving(by: string, body: MergePatch, dry_run: boolean): void;
  /** Something was stored in the target, by a plan or (null) by somebody else. */
  stored(before: Deployment, after: Deployment, plan: string | null): void;
}

/** What lives on when the connector's process dies. */
export class FakeServer {
  version = 100;
  annotation = 'enabled';
  kill_switch = 'off';
  unreadable = false;
  /** False: the API server stores nothing in `<release>-state`. */
  state_writable = true;
  /** False: new pods never become available. */
  rolls_out = true;
  /** False: the guard policy is not there, and a canary would be stored. */
  guarded = true;
  /** True: the API server does not answer the canary. */
  mute_canary = false;
  /** What a mutating webhook adds to every patch. */
  webhook: JsonObject = {};
  /** How far the API server's clock is ahead of the connector's. */
  date_ahead_ms = 0;
  /** Text of the mounted passport; null: the one of the tests. */
  passport: string | null = null;
  /** How often the workload writes a line. */
  line_ms = 200;
  onlooker: Onlooker | null = null;
  /** Every patch that reached the server, dry runs included. */
  requests = 0;
  /**
   * Answers of the next real patches, instead of carrying them out (`lost`: carried out, answer lost; `twice`: carried out, and sent
   * again by a proxy, whose second try is answered with 409).
   */
  faults: ('lost' | 'forbidden' | 'timeout_before' | 'twice')[] = [];
  readonly writes: AppliedWrite[] = [];
  readonly objects = new Map<string, { data: Record<string, string>; version: number }>();
  deployment: Deployment = {
    metadata: {
      name: 'trainer',
      namespace: 'ml',
      uid: UID,
      resourceVersion: '100',
      generation: 1,
      annotations: { 'modekeeper/knobs': 'concurrency,dataloader_prefetch_factor' },
    },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: 'trainer' } },
      strategy: { type: 'Recreate' },
      template: {
        metadata: { annotations: { 'modekeeper/knob.concurrency': '1', 'modekeeper/knob.dataloader_prefetch_factor': '1' } },
      },
    },
    status: { observedGeneration: 1, replicas: 1, updatedReplicas: 1, availableReplicas: 1 },
  };

  get concurrency(): string | undefined {
    return this.knob('concurrency');
  }

  knob(name: string): string | undefined {
    return this.deployment.spec.template.metadata?.annotations?.[`modekeeper/knob.${name}`];
  }

  /** Somebody else writes. */
  foreign(patch: JsonObject): void {
    const before = this.deployment;
    this.#store(mergePatch(before as unknown as JsonObject, patch) as unknown as Deployment);
    this.onlooker?.stored(before, this.deployment, null);
  }

  /** Somebody deletes the object and makes it again, with the same content under another uid. */
  recreate(): void {
    const before = this.deployment;
    const { metadata } = before;
    this.version += 1;
    this.deployment = {
      ...before,
      metadata: { ...metadata, uid: `${this.version}${UID.slice(3)}`, resourceVersion: String(this.version), generation: 1 },
      status: { ...before.status, observedGeneration: 1 },
    };
    this.onlooker?.stored(before, this.deployment, null);
  }

  patch(body: MergePatch, dry_run: boolean): Outcome<Deployment> {
    this.requests += 1;
    const before = this.deployment;
    const metadata = isJsonObject(body.metadata as JsonValue) ? (body.metadata as JsonObject) : {};
    // API conventions, "Concurrency Control and Consistency": a stale resourceVersion is 409.
    if (metadata.resourceVersion !== undefined && metadata.resourceVersion !== before.metadata.resourceVersion)
      return failure('conflict', 409, 'the object has been modified');
    const labels = metadata.labels;
    // The guard policy (ValidatingAdmissionPolicy): a label is refused with 422 naming it.
    const { resourceVersion: _, ...rest } = metadata;
    const asked = mergePatch(before as unknown as JsonObject, { ...(body as JsonObject), metadata: rest });
    const next = mergePatch(asked, this.webhook) as unknown as Deployment;
    if (labels !== undefined && this.mute_canary) return failure('timeout', null, 'no answer');
    if (labels !== undefined && this.guarded) return failure('invalid', 422, 'denied');
    if (dry_run) return { kind: 'ok', value: next, status: 200 };
    this.#store(next);
    const plan = next.metadata.annotations?.['modekeeper/plan'] ?? '';
    this.writes.push({ plan, prefetch: this.knob('dataloader_prefetch_factor') });
    this.onlooker?.stored(before, this.deployment, plan);
    return { kind: 'ok', value: this.deployment, status: 200 };
  }

  /** Generation counts changes of the spec (API conventions, "Metadata"); the rollout is complete at once. */
  #store(next: Deployment): void {
    this.version += 1;
    const changed = JSON.stringify(next.spec) !== JSON.stringify(this.deployment.spec);
    const generation = (this.deployment.metadata.generation ?? 0) + (changed ? 1 : 0);
    this.deployment = {
      ...next,
      metadata: { ...next.metadata, uid: this.deployment.metadata.uid, resourceVersion: String(this.version), generation },
      status: { observedGeneration: generation, replicas: 1, updatedReplicas: 1, availableReplicas: this.rolls_out ? 1 : 0 },
    };
  }
}

export function failure(kind: Failure['kind'], status: number | null, message: string, sent = true): Failure {
  const denial = message === 'denied' ? { denial: { policy: 'guard', binding: 'guard', message } } : {};
  return { kind, reason: kind, message, sent, ...(status === null ? {} : { status }), ...denial };
}

/** The ports as one process sees them; each call is a crash point before and after. */
export function fakePorts(
  server: FakeServer,
  clock: Clock,
  calls: Calls,
  by = 'connector',
): { cluster: Cluster; own: Pick<OwnState, 'getConfigMap'>; object(name: 'journal' | 'state'): OwnObject } {
  const at = <T>(work: () => T, unanswered: (sent: boolean) => T): Promise<T> => calls.around(work, unanswered);
  const reader = <T>(value: () => T): Promise<Outcome<T>> =>
    at<Outcome<T>>(
      () =>
        server.unreadable
          ? noAnswer(false)
          : { kind: 'ok' as const, value: value(), status: 200, date_ms: clock.now_ms() + server.date_ahead_ms },
      noAnswer,
    );
  const cluster: Cluster = {
    getDeployment: () => reader(() => server.deployment),
    getNamespace: (name) =>
      reader(() => ({
        metadata: { name, uid: 'ns', resourceVersion: '1', annotations: { 'modekeeper/apply': server.annotation } },
      })),
    getClusterUid: () => reader(() => 'uid-of-cluster'),
    serverVersion: () => reader(() => ({ major: '1', minor: '36', gitVersion: 'v1.36.3' })),
    can: () => reader(() => true),
    listDeployments: () => reader(() => ['trainer']),
    listPods: () =>
      reader(() => ({
        pods: [
          {
            name: 'trainer-1',
            uid: 'pod-1',
            node: null,
            phase: 'Running',
            created_at: null,
            deleting: false,
            containers: ['trainer'],
            annotations: {},
          },
        ],
        total: 1,
      })),
    followPodLogs: (input) => lines(server, clock, input),
    patchDeployment: async (_target, patch, { dry_run }, gate: Gate) => {
      const answer = await gate();
      if (!answer.allow)
        return { ...failure('gated', null, 'closed', false), reason: answer.gates.find(({ ok }) => !ok)?.reason ?? 'closed' };
      server.onlooker?.leaving(by, patch, dry_run);
      return at((): Outcome<Deployment> => {
        const fault = dry_run ? undefined : server.faults.shift();
        if (fault === 'forbidden') return failure('forbidden', 403, 'RBAC');
        if (fault === 'timeout_before') return failure('timeout', null, 'no answer');
        const outcome = server.patch(patch, dry_run);
        if (fault === 'twice') return server.patch(patch, dry_run);
        return fault === 'lost' ? failure('timeout', null, 'no answer') : outcome;
      }, noAnswer);
    },
  };
  const object = (name: 'journal' | 'state'): OwnObject => {
    let seen = -1;
    return {
      name,
      read: () =>
        at((): OwnRead => {
          const found = server.objects.get(name);
          if (found === undefined) return { kind: 'missing' };
          seen = found.version;
          return { kind: 'found', data: found.data };
        }, unwritten),
      create: (data) =>
        at((): OwnWrite => {
          seen = 1;
          server.objects.set(name, { data: { ...data }, version: 1 });
          return { kind: 'written' };
        }, unwritten),
      replace: (data) =>
        at((): OwnWrite => {
          const found = server.objects.get(name);
          if (found === undefined) return { kind: 'missing' };
          if (found.version !== seen) return { kind: 'conflict' };
          if (name === 'state' && !server.state_writable) return { kind: 'failed', message: 'no answer' };
          seen += 1;
          server.objects.set(name, { data: { ...data }, version: seen });
          return { kind: 'written' };
        }, unwritten),
    };
  };
  const own = {
    getConfigMap: () =>
      reader(() => ({
        metadata: { name: 'mk-kill', uid: 'k', resourceVersion: '1' },
        data: { kill_switch: server.kill_switch },
      })),
  };
  return { cluster, own, object };
}

/** No answer came; `sent`: the request may have reached the server. */
export function noAnswer(sent: boolean): Failure {
  return sent ? failure('timeout', null, 'no answer') : failure('unreachable', null, 'no route', false);
}

const unwritten = () => ({ kind: 'failed' as const, message: 'no answer' });

/** The image trainer in one line per `line_ms`: it reports the knobs that its pod was started with. */
async function* lines(server: FakeServer, clock: Clock, input: FollowLogsInput): AsyncGenerator<LogEvent> {
  for (let step = 1; !input.signal.aborted; step += 1) {
    await clock.sleep(server.line_ms, input.signal);
    const annotations = server.deployment.spec.template.metadata?.annotations ?? {};
    const knobs = Object.fromEntries(
      Object.entries(annotations).flatMap(([key, value]) =>
        key.startsWith('modekeeper/knob.') ? [[key.slice(16), Number(value)]] : [],
      ),
    );
    const burst = step % 8 === 0 && knobs.concurrency !== 4;
    yield {
      kind: 'line',
      text: JSON.stringify({ ts: clock.now_ms(), step, throughput: 100, loss: 1, step_time_ms: burst ? 4000 : 1500, knobs }),
      truncated: false,
    };
  }
}
