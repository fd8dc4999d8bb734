// One pod of the connector: the real process from the Lease to the drain (`runInCluster`), on the fake cluster.
import type { Cluster, OwnState } from '@modekeeper/kube';
import { createKeyring, parseKeyringFile, trustedKeysOf } from '@modekeeper/trust';
import { runInCluster } from '../../app.ts';
import { readEnvironmentVariables } from '../../config/environment.ts';
import { Readiness } from '../../health/readiness.ts';
import type { Clock, Log } from '../../ports.ts';
import { type FakeServer, fakePorts } from '../fake-cluster.ts';
import { type Installed, PASSPORT_TEXT } from '../process.ts';
import type { Chance } from './chance.ts';
import type { Oracle } from './oracle.ts';
import { fakeOwnState, type OwnObjects } from './own-state.ts';
import type { Plane } from './plane.ts';
import { clockOf, Life, SlowCalls, type Weather } from './weather.ts';

export interface World {
  readonly installed: Installed;
  readonly server: FakeServer;
  readonly own: OwnObjects;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly plane: Plane;
  readonly oracle: Oracle;
  /** What the network is like; a pod may have its own. */
  readonly sky: { weather: Weather };
  /** What happens and what the connector logs; null: not kept. */
  readonly lines: string[] | null;
}

/** As in `main.ts`. */
const DRAIN_MS = 25_000;

export class Pod {
  readonly name: string;
  weather: Weather;
  /** Null while it runs. */
  over: string | null = null;
  readonly #life = new Life();
  readonly #stop = new AbortController();

  readonly #world: World;

  constructor(name: string, world: World) {
    this.name = name;
    this.weather = world.sky.weather;
    this.#world = world;
  }

  /** Killed: nothing that it waits for ever comes. */
  kill(): void {
    this.#life.alive = false;
    this.over ??= 'killed';
  }

  /** SIGTERM, and what `main.ts` does when the drain takes too long. */
  stop(): void {
    this.#stop.abort();
    void this.#world.clock.sleep(DRAIN_MS).then(() => {
      if (this.over === null) this.#world.oracle.blame(`${this.name} did not stop in ${DRAIN_MS} ms`);
      this.kill();
    });
  }

  run(): void {
    const world = this.#world;
    const { clock: worldClock, chance, installed, oracle, plane, server } = world;
    const clock = clockOf(worldClock, this.#life);
    const calls = new SlowCalls(worldClock, this.#life, chance, () => this.weather);
    const own = this.#watched(fakeOwnState(server, world.own, clock, calls), oracle);
    const { cluster } = fakePorts(server, clock, calls, this.name);
    const trust = installed.trust.values;
    const roots = parseKeyringFile(JSON.stringify(trust.roots));
    const approval_keys = createKeyring(trustedKeysOf(parseKeyringFile(JSON.stringify(trust.approvalKeys)), 'approval'));
    const ports = {
      version: 'test',
      env: {},
      environment: readEnvironmentVariables({ POD_NAME: this.name }),
      clock,
      random: { bytes: chance.bytes, fraction: () => chance.fraction() },
      log: this.#log(world),
      counters: { count: () => undefined },
      files: { read: async (path: string) => (path.endsWith('/demo.json') ? PASSPORT_TEXT : null), list: async () => [] },
      connect: plane.connectFor(this.name, () => this.#life.alive),
      post: async () => ({ kind: 'failed' as const, code: 'upstream_unavailable' as const, why: 'not here' }),
      readiness: new Readiness(),
      started: () => undefined,
    };
    const api = { cluster: this.#watchedCluster(cluster, oracle), ownState: () => own, close: () => undefined };
    const setup = { config: installed.config, trust: { roots, approval_keys, approver_keys: createKeyring([]) }, api };
    runInCluster(ports, setup, this.#stop.signal).then(
      (code) => {
        this.over ??= `exit ${code}`;
      },
      (error: unknown) => {
        this.over ??= String(error);
        oracle.blame(`${this.name} broke: ${error instanceof Error ? error.stack : String(error)}`);
      },
    );
  }

  #watched(own: OwnState, oracle: Oracle): OwnState {
    return {
      ...own,
      getConfigMap: async (name) => {
        const answer = await own.getConfigMap(name);
        if (name === 'kill' && answer.kind === 'ok')
          oracle.observed(this.name, 'configmap', answer.value.data?.kill_switch !== 'off', answer.date_ms ?? 0);
        return answer;
      },
    };
  }

  #watchedCluster(cluster: Cluster, oracle: Oracle): Cluster {
    return {
      ...cluster,
      getNamespace: async (name) => {
        const answer = await cluster.getNamespace(name);
        const on = answer.kind === 'ok' && answer.value.metadata.annotations?.['modekeeper/apply'] !== 'enabled';
        if (answer.kind === 'ok') oracle.observed(this.name, 'namespace', on, answer.date_ms ?? 0);
        return answer;
      },
    };
  }

  #log({ clock, lines, oracle }: World): Log {
    const note = (level: string) => (fields: Readonly<Record<string, unknown>>, message: string) => {
      lines?.push(`${clock.now_ms() % 100_000_000} ${this.name} ${level} ${message} ${JSON.stringify(fields)}`);
      if (message === 'plan proposed') oracle.proposed(String(fields.plan_id));
      if (message.startsWith('a step of a plan failed')) {
        const { error } = fields;
        oracle.blame(`${this.name}: ${message}: ${error instanceof Error ? error.stack : String(error)}`);
      }
      if (message.startsWith('dropped a frame')) oracle.blame(`${this.name}: ${message} ${JSON.stringify(fields)}`);
    };
    return { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') };
  }
}
