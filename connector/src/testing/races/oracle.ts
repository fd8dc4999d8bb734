// What must hold, whatever happens when: safety.md, section 4, judged by what the fake server saw.
import { isTerminalPlanState, type Plan } from '@modekeeper/contracts';
import { changesDigest } from '@modekeeper/engine';
import type { Deployment, MergePatch } from '@modekeeper/kube';
import { journalCodec } from '../../journal/codec.ts';
import type { PlanRecord } from '../../journal/plan-record.ts';
import type { Clock } from '../../ports.ts';
import type { FakeServer, Onlooker } from '../fake-cluster.ts';
import type { OwnObjects } from './own-state.ts';

type Knobs = Readonly<Record<string, string | null>>;
const KNOBS = ['concurrency', 'dataloader_prefetch_factor'] as const;
const key = (knob: string) => `modekeeper/knob.${knob}`;

function knobsOf({ spec }: Deployment): Knobs {
  const annotations = spec.template.metadata?.annotations ?? {};
  return Object.fromEntries(KNOBS.map((knob) => [knob, annotations[key(knob)] ?? null]));
}

const COOLDOWN_MS = 30_000;
const PAUSE_MS = 600_000;
const PAUSING = ['rejected', 'rolled_back', 'conflict', 'diff_unstable', 'verify_failed', 'inconclusive'];

interface Proposed {
  readonly plan: Plan;
  readonly digest: string;
  /** When its last write landed; null: none did. */
  wrote_ms: number | null;
  applies: number;
  rollbacks: number;
}

export class Oracle implements Onlooker {
  readonly violations: string[] = [];
  /** What the object held, from when on. */
  readonly history: { at_ms: number; uid: string; knobs: Knobs; ours: string | null }[] = [];
  readonly plans = new Map<string, Proposed>();
  foreign_edits = 0;
  /** Since when each source has been on without a break; null: off. */
  readonly on_since: Record<'configmap' | 'namespace', number | null> = { configmap: null, namespace: null };
  readonly #clock: Clock;
  readonly #server: FakeServer;
  readonly #own: OwnObjects;
  readonly #seen = new Map<string, { server_ms: number; on: boolean }>();
  /** Since when each pod has been told that the control plane's switch is on. */
  readonly #cloud = new Map<string, number>();
  readonly #landed = new Map<string, number>();

  constructor(clock: Clock, server: FakeServer, own: OwnObjects) {
    this.#clock = clock;
    this.#server = server;
    this.#own = own;
    this.#note(server.deployment, null);
  }

  blame(what: string): void {
    this.violations.push(`${this.#clock.now_ms() % 100_000_000} ${what}`);
  }

  #note(deployment: Deployment, ours: string | null): void {
    this.history.push({ at_ms: this.#clock.now_ms(), uid: deployment.metadata.uid, knobs: knobsOf(deployment), ours });
  }

  /** A process has been told what a kill source says. */
  observed(by: string, source: 'configmap' | 'namespace', on: boolean, server_ms: number): void {
    const before = this.#seen.get(`${by} ${source}`);
    if (before === undefined || before.server_ms <= server_ms) this.#seen.set(`${by} ${source}`, { server_ms, on });
  }

  /** A command of the control plane has reached a process. */
  toldByCloud(by: string, active: boolean): void {
    if (!active) this.#cloud.delete(by);
    else if (!this.#cloud.has(by)) this.#cloud.set(by, this.#clock.now_ms());
  }

  leaving(by: string, body: MergePatch, dry_run: boolean): void {
    const what = dry_run ? 'a dry run' : `a write ${JSON.stringify(body.spec ?? body.metadata)}`;
    for (const source of ['configmap', 'namespace'] as const)
      if (this.#seen.get(`${by} ${source}`)?.on === true)
        this.blame(`I1: ${what} left after ${by} had been told that ${source} is on`);
    const told_ms = this.#cloud.get(by);
    if (told_ms !== undefined && told_ms < this.#clock.now_ms())
      this.blame(`I1: ${what} left after ${by} was told of the cloud's switch`);
    const holder = this.#own.lease?.spec?.holderIdentity ?? '';
    const isDeleted = this.#clock.now_ms() < this.#own.deleted_until_ms;
    if (!dry_run && !isDeleted && !holder.startsWith(`${by}_`))
      this.blame(`Lease: ${what} of ${by} left while ${holder} was the writer`);
  }

  stored(before: Deployment, after: Deployment, by: string | null): void {
    const [was, is] = [knobsOf(before), knobsOf(after)];
    const changed = KNOBS.filter((knob) => was[knob] !== is[knob]);
    this.#note(after, by);
    if (by === null) {
      this.foreign_edits += 1;
      return;
    }
    if (changed.length === 0) return;
    // A process that died directly after it had stored the plan has said nothing of it.
    if (!this.plans.has(by)) this.proposed(by);
    const plan = this.plans.get(by);
    if (plan === undefined) {
      this.blame(`I8: a write of ${by}, which nobody proposed`);
      return;
    }
    plan.wrote_ms = this.#clock.now_ms();
    const ended = this.journal().find(({ plan_id, state }) => plan_id === by && isTerminalPlanState(state));
    if (ended !== undefined) this.blame(`I5: a write of ${by} landed after it had ended ${ended.state}`);
    const wanted = new Map(plan.plan.changes.map(({ knob, from, to }) => [knob, { from: text(from), to: text(to) }]));
    const isApply = changed.every((knob) => is[knob] === wanted.get(knob)?.to);
    const isRollback = changed.every((knob) => is[knob] === wanted.get(knob)?.from);
    if (before.metadata.uid !== plan.plan.target.uid) this.blame(`I8: ${by} wrote to another object`);
    if (isApply) this.#applied(by, plan, changed, was, wanted);
    else if (isRollback) {
      plan.rollbacks += 1;
      if (changed.some((knob) => was[knob] !== wanted.get(knob)?.to)) this.blame(`I14: ${by} took back what was not its own`);
    } else this.blame(`I9: ${by} made ${JSON.stringify(is)} of ${JSON.stringify(was)}`);
    if (plan.applies > 1 || plan.rollbacks > 1) this.blame(`I2: ${by} ${plan.applies} applies, ${plan.rollbacks} rollbacks`);
  }

  #applied(
    by: string,
    plan: Proposed,
    changed: readonly string[],
    was: Knobs,
    wanted: ReadonlyMap<string, { from: string | null; to: string | null }>,
  ): void {
    plan.applies += 1;
    const now_ms = this.#clock.now_ms();
    if (changed.some((knob) => was[knob] !== wanted.get(knob)?.from)) this.blame(`I3: ${by} overwrote ${JSON.stringify(was)}`);
    for (const knob of changed) {
      const last_ms = this.#landed.get(knob);
      if (last_ms !== undefined && now_ms - last_ms < COOLDOWN_MS)
        this.blame(`I9: ${knob} changed again after ${now_ms - last_ms} ms`);
      this.#landed.set(knob, now_ms);
    }
  }

  /** Every plan in the journal as it is stored now. */
  journal(): PlanRecord[] {
    const stored = this.#server.objects.get('journal');
    return stored === undefined ? [] : [...journalCodec.decode(stored.data).plans.values()];
  }

  /** A plan has been put into the journal. */
  proposed(plan_id: string): void {
    const records = this.journal();
    const plan = records.find((record) => record.plan_id === plan_id)?.plan?.payload as Plan | undefined;
    if (plan === undefined) {
      this.blame(`a plan ${plan_id} that the journal does not hold`);
      return;
    }
    const digest = changesDigest(plan.changes);
    const now_ms = this.#clock.now_ms();
    for (const other of records) {
      if (other.plan_id === plan_id || other.target === '') continue;
      if (!isTerminalPlanState(other.state)) this.blame(`two open plans: ${other.plan_id} ${other.state}, and ${plan_id}`);
      const known = this.plans.get(other.plan_id);
      if (known?.digest !== digest || known.plan.target.uid !== plan.target.uid) continue;
      const ended_ms = other.last_event?.at_ms ?? 0;
      if (PAUSING.includes(other.state) && other.last_event !== null && now_ms - ended_ms < PAUSE_MS)
        this.blame(`proposed again ${now_ms - ended_ms} ms after ${other.state} ${other.last_event.reason}`);
      const on_ms = this.on_since.configmap ?? this.on_since.namespace;
      const stands = on_ms !== null && on_ms <= ended_ms;
      const newest = records.filter((record) => record.plan_id !== plan_id).at(-1);
      if (newest === other && other.last_event?.reason === 'kill_switch_active' && stands)
        this.blame(`proposed again ${now_ms - ended_ms} ms after kill_switch_active, while the switch is still on`);
    }
    this.plans.set(plan_id, { plan, digest, wrote_ms: null, applies: 0, rollbacks: 0 });
  }
}

const text = (value: number | null) => (value === null ? null : String(value));
