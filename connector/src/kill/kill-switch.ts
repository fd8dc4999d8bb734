import {
  type DsseEnvelope,
  KILL_STATE_MAX_AGE_S,
  type KillCommandView,
  type KillReading,
  type KillView,
  MAX_KILL_COMMANDS_SHOWN,
} from '@modekeeper/contracts';
import type { Cluster, OwnState } from '@modekeeper/kube';
import {
  acceptKillSet,
  type CloudKill,
  cloudKillSignal,
  countsHere,
  type Keyring,
  type KillSetResult,
  killCommandId,
} from '@modekeeper/trust';
import type { DurableDocument } from '../journal/durable-document.ts';
import type { ConnectorState } from '../journal/state-codec.ts';
import type { Clock, Log } from '../ports.ts';
import { takeTurns } from '../turns.ts';
import { type FileAnswer, readConfigMap, readEnvironment, readFileSource, readNamespace } from './local-sources.ts';
import { type KillSum, sumUp } from './reading.ts';

export interface KillSwitchDeps {
  readonly environment_value: string | undefined;
  /** Base name and reader of the configured file; null when none is configured. */
  readonly file: { readonly base_name: string; read(): Promise<FileAnswer> } | null;
  readonly own: Pick<OwnState, 'getConfigMap'>;
  readonly configmap: { readonly namespace: string; readonly name: string };
  readonly cluster: Pick<Cluster, 'getNamespace'>;
  readonly state: DurableDocument<ConnectorState>;
  readonly approval_keys: Keyring;
  /** Names of cloud commands that do not count here: from the chart, never from the cloud. */
  readonly override_cloud: ReadonlySet<string>;
  readonly clock: Clock;
  readonly log: Log;
}

/** All kill sources. Local ones are read when they are asked for; the cloud's is what was told last. */
export class KillSwitch {
  readonly #deps: KillSwitchDeps;
  /** In memory at once, in `<release>-state` before the frame is acknowledged. */
  #cloud: CloudKill;
  #confirmedAt_ms = Number.NEGATIVE_INFINITY;
  #confirmedEpoch = 0;
  #lastSum: KillSum | null = null;
  readonly #inTurn = takeTurns();
  /** Looks so far, and the last one that found a local source on, by its name. */
  #looks = 0;
  readonly #foundOn = new Map<string, { readonly look: number; readonly reading: KillReading }>();

  constructor(deps: KillSwitchDeps) {
    this.#deps = deps;
    this.#cloud = deps.state.value.cloud_kill;
  }

  get epoch(): number {
    return this.#cloud.epoch;
  }

  /** The last sum that was made, for metrics. */
  get last(): KillSum | null {
    return this.#lastSum;
  }

  /** Reads every source now. `namespace` null leaves the annotation out (no target in question). */
  async read(namespace: string | null, workload: string | null): Promise<KillSum> {
    const { environment_value, file, own, configmap, cluster } = this.#deps;
    this.#looks += 1;
    const look = this.#looks;
    const [fileAnswer, configMapAnswer, namespaceAnswer] = await Promise.all([
      file === null ? null : file.read(),
      own.getConfigMap('kill'),
      namespace === null ? null : cluster.getNamespace(namespace),
    ]);
    const readings: KillReading[] = [readEnvironment(environment_value)];
    if (file !== null && fileAnswer !== null) readings.push(readFileSource(file.base_name, fileAnswer));
    readings.push(
      readConfigMap(
        configmap.namespace,
        configmap.name,
        configMapAnswer.kind === 'ok'
          ? { kind: 'found', data: configMapAnswer.value.data ?? {} }
          : { kind: configMapAnswer.kind === 'not_found' ? 'missing' : 'failed' },
      ),
    );
    if (namespace !== null && namespaceAnswer !== null) {
      readings.push(
        readNamespace(
          namespace,
          namespaceAnswer.kind === 'ok'
            ? { kind: 'found', annotations: namespaceAnswer.value.metadata.annotations ?? {} }
            : { kind: namespaceAnswer.kind === 'not_found' ? 'missing' : 'failed' },
        ),
      );
    }
    const seen = readings.map((reading) => this.#newest(reading, look));
    // After the reads: a command that came while they were under way counts.
    seen.push(this.#cloudReading(workload));
    this.#lastSum = sumUp(seen);
    return this.#lastSum;
  }

  /** A slow answer says what was: when a look that began later has found the source on meanwhile, that counts (I1). */
  #newest(reading: KillReading, look: number): KillReading {
    const key = `${reading.source} ${reading.name}`;
    const found = this.#foundOn.get(key);
    const isLater = found !== undefined && found.look > look;
    if (reading.state === 'on' || reading.state === 'verify_only') {
      if (!isLater) this.#foundOn.set(key, { look, reading });
      return isLater && reading.state === 'verify_only' ? found.reading : reading;
    }
    return isLater ? found.reading : reading;
  }

  /** `welcome` or `ack`: the cloud's state is as of `at_ms`, at this epoch. */
  confirmed(epoch: number, at_ms: number): void {
    this.#confirmedAt_ms = at_ms;
    this.#confirmedEpoch = Math.max(this.#confirmedEpoch, epoch);
  }

  /**
   * Takes in switches of the cloud: an *on* is obeyed at once, whatever its signature; a lift needs a pinned key and a higher
   * epoch. Resolves when the state is stored.
   */
  async accept(envelopes: readonly DsseEnvelope[]): Promise<void> {
    // One after the other: a lift whose signature is being checked must not put back a state from before an on that came meanwhile.
    await this.#inTurn(() => this.#takeIn(envelopes));
    const cloud_kill = { epoch: this.#cloud.epoch, active: [...this.#cloud.active] };
    await this.#deps.state.update((state) => ({ ...state, cloud_kill }));
  }

  /** Resolves when everything that was told so far counts, stored or not. */
  taken(): Promise<void> {
    return this.#inTurn(async () => undefined);
  }

  async #takeIn(envelopes: readonly DsseEnvelope[]): Promise<void> {
    for (const envelope of envelopes) {
      const result = await acceptKillSet(this.#cloud, envelope, this.#deps.approval_keys);
      this.#cloud = result.state;
      if (result.outcome === 'refused')
        this.#deps.log.warn({ code: result.code }, 'a kill command of the control plane was not obeyed: it is no valid lift');
      else
        this.#deps.log.warn(
          { outcome: result.outcome, epoch: result.state.epoch, active: result.state.active.length, command: nameOf(result) },
          'kill switch of the control plane changed',
        );
    }
  }

  /** Commands of the cloud that stand here, overridden ones first. */
  commands(): KillCommandView[] {
    const all = this.#cloud.active.map((kill) => {
      const id = killCommandId(kill);
      const { epoch, scope } = kill;
      const overridden = !countsHere(kill, this.#deps.override_cloud);
      return { id, scope: { type: scope.type, id: scope.id }, epoch, overridden };
    });
    return all.sort((a, b) => Number(b.overridden) - Number(a.overridden)).slice(0, MAX_KILL_COMMANDS_SHOWN);
  }

  /** For `hello` and the heartbeat frame. */
  view(sum: KillSum): KillView {
    const local = sum.readings.some((reading) => reading.source !== 'cloud' && reading.state === 'unreadable');
    const [active, epoch] = [sum.on || local, this.#cloud.epoch];
    return { active, signal: sum.signal, epoch, sources: [...sum.readings], commands: this.commands() };
  }

  /** On is on for ever; off counts only while it is at most 60 s old (by a clock that was not set back) and not behind an epoch that the cloud has named. */
  #cloudReading(workload: string | null): KillReading {
    const signal = cloudKillSignal(this.#cloud, workload, this.#deps.override_cloud);
    if (signal !== null) return { source: 'cloud', name: 'cloud', state: 'on', signal };
    const age_ms = Math.abs(this.#deps.clock.now_ms() - this.#confirmedAt_ms);
    const fresh = age_ms <= KILL_STATE_MAX_AGE_S * 1000 && this.#confirmedEpoch <= this.#cloud.epoch;
    return { source: 'cloud', name: 'cloud', state: fresh ? 'off' : 'unreadable', signal: null };
  }
}

/** Name of the command that has just been taken in; null for a lift, which leaves none. */
function nameOf({ outcome, state }: KillSetResult): string | null {
  const last = state.active.at(-1);
  return outcome === 'turned_on' && last !== undefined ? killCommandId(last) : null;
}
