import type { LiveFinding, LiveSnapshot, PlanState, Presence } from '@modekeeper/contracts';
import type { Api } from '../api/types.ts';
import type { LocalStop } from '../kill/stop-state.ts';
import { leavesSomething } from '../plans/state-groups.ts';

type Plan = Api<'Plan'>;
type Cluster = Api<'Cluster'>;
type KillSwitch = Api<'KillSwitch'>;

/** Something that a person should look at; the page says it in words and offers the one action. */
export type Attention = { id: string; at_ms: number } & (
  | {
      kind: 'plan';
      plan: Plan /** Older ones that ended alike. */;
      alike: number;
      /** A proof that nobody can approve: its cluster only verifies. */
      proof_only: boolean;
    }
  | { kind: 'cluster'; cluster: Cluster; presence: Presence; cause: string | null }
  | { kind: 'switch'; one: KillSwitch }
  | { kind: 'local_stop'; stop: LocalStop; cluster: Cluster }
  | { kind: 'guard'; cluster: Cluster; reason: string | null }
  | { kind: 'finding'; cluster: Cluster; finding: LiveFinding }
);

export type AttentionFacts = {
  /** Waiting for a person, of all times. */
  waiting: readonly Plan[];
  /** The newest of all states. */
  recent: readonly Plan[];
  clusters: readonly Cluster[];
  switches: readonly KillSwitch[];
  local_stops: readonly LocalStop[];
  snapshots: ReadonlyMap<string, LiveSnapshot>;
};

const DAY_MS = 86_400_000;
/** How long an end that went wrong is worth a row. */
const ENDED_MS = 3 * DAY_MS;
/** The connector tells again what still holds, so an older finding is over. */
const FINDING_MS = 30 * 60_000;
const URGENT_FINDINGS = ['quarantine_active'];

/** Everything that needs somebody, most urgent first. */
export function attentionOf(facts: AttentionFacts, now_ms: number): Attention[] {
  const rows = [...planRows(facts, now_ms), ...clusterRows(facts), ...stopRows(facts), ...findingRows(facts, now_ms)];
  return rows.sort((left, right) => urgencyOf(left) - urgencyOf(right) || order(left, right));
}

/** What could be lost by waiting comes first: an unknown state, half a change, a decision that runs out, then blindness, then stops. */
function urgencyOf(row: Attention): number {
  switch (row.kind) {
    case 'plan':
      if (row.proof_only) return 11;
      return { needs_person: 0, halted_partial: 1, rollback_conflict: 1, verified: 2 }[row.plan.state as string] ?? 7;
    case 'cluster':
      return { refused: 3, lost: 3, awaiting_confirmation: 4, late: 9 }[row.presence as string] ?? 10;
    case 'switch':
    case 'local_stop':
      return 5;
    case 'guard':
      return 6;
    case 'finding':
      return 8;
  }
}

/** Of two decisions the one that runs out first; of anything else the newer. */
function order(left: Attention, right: Attention): number {
  if (left.kind === 'plan' && right.kind === 'plan' && left.plan.state === 'verified' && right.plan.state === 'verified')
    return Date.parse(left.plan.expires_at) - Date.parse(right.plan.expires_at);
  return right.at_ms - left.at_ms;
}

function planRows({ clusters, recent, waiting }: AttentionFacts, now_ms: number): Attention[] {
  const verifyOnly = new Set(clusters.filter(({ mode }) => mode === 'verify').map(({ id }) => id));
  const open = waiting.filter(({ expires_at, state }) => state === 'needs_person' || Date.parse(expires_at) > now_ms);
  const known = new Map([...recent, ...waiting].map((plan) => [plan.id, plan]));
  const newestFirst = [...known.values()].sort((left, right) => right.created_at.localeCompare(left.created_at));
  const ended = newestFirst.filter(
    (plan, index) =>
      now_ms - Date.parse(plan.updated_at) < ENDED_MS && stillMatters(plan, newestFirst.slice(0, index).filter(sameTarget(plan))),
  );
  return [
    ...open.map((plan) => planRow(plan, 0, plan.state === 'verified' && verifyOnly.has(plan.cluster_id))),
    ...grouped(ended),
  ];
}

const GOOD_ENDS: readonly PlanState[] = ['confirmed', 'rolled_back'];

/** A refusal is over when a newer plan for the object came; half a change stays until a newer one went all the way. */
function stillMatters({ state }: Plan, newer: readonly Plan[]): boolean {
  if (state === 'blocked') return newer.every((plan) => plan.state === 'blocked');
  if (leavesSomething(state)) return !newer.some((plan) => GOOD_ENDS.includes(plan.state));
  return false;
}

/** Refusals of the same object for the same reason are one row. */
function grouped(plans: readonly Plan[]): Attention[] {
  const groups = new Map<string, Plan[]>();
  for (const plan of plans) {
    const key = plan.state === 'blocked' ? [plan.cluster_id, plan.target.uid, plan.reason].join(' ') : plan.id;
    groups.set(key, [...(groups.get(key) ?? []), plan]);
  }
  return [...groups.values()].flatMap(([first, ...rest]) => (first === undefined ? [] : [planRow(first, rest.length)]));
}

function sameTarget({ cluster_id, target }: Plan) {
  return (other: Plan) => other.cluster_id === cluster_id && other.target.uid === target.uid;
}

function planRow(plan: Plan, alike: number, proof_only = false): Attention {
  return { kind: 'plan', id: plan.id, at_ms: Date.parse(plan.updated_at), plan, alike, proof_only };
}

/** Presence of a cluster: as its socket tells now, else as the list said. */
export function presenceOf(
  cluster: Cluster,
  snapshots: ReadonlyMap<string, LiveSnapshot>,
): { state: Presence; cause: string | null; seen_ms: number | null } {
  const live = snapshots.get(cluster.id)?.presence;
  if (live !== undefined) return { state: live.state, cause: live.cause, seen_ms: live.last_seen_ms };
  const { cause, last_seen_at, state } = cluster.presence;
  return { state, cause, seen_ms: last_seen_at === null ? null : Date.parse(last_seen_at) };
}

function clusterRows({ clusters, snapshots }: AttentionFacts): Attention[] {
  return clusters.flatMap((cluster): Attention[] => {
    // Refused because somebody revoked it: that was the wish.
    if (cluster.state === 'revoked') return [];
    const { cause, seen_ms, state } = presenceOf(cluster, snapshots);
    const at_ms = seen_ms ?? Date.parse(cluster.enrolled_at ?? cluster.created_at);
    if (state !== 'connected') return [{ kind: 'cluster', id: cluster.id, at_ms, cluster, presence: state, cause }];
    const hello = snapshots.get(cluster.id)?.hello;
    if (hello == null || hello.mode === 'observe' || hello.guard.ok) return [];
    const checked_ms = hello.guard.checked_at_ms ?? at_ms;
    return [{ kind: 'guard', id: `guard ${cluster.id}`, at_ms: checked_ms, cluster, reason: hello.guard.reason }];
  });
}

function stopRows({ clusters, local_stops, switches }: AttentionFacts): Attention[] {
  const inSight = (scope_id: string) => clusters.some(({ id }) => scope_id === id || scope_id.startsWith(`${id}/`));
  const cloud = switches
    .filter(({ active, scope_id, scope_type }) => active && (scope_type === 'organization' || inSight(scope_id)))
    .map((one): Attention => ({ kind: 'switch', id: `switch ${one.scope_id}`, at_ms: Date.parse(one.changed_at), one }));
  const local = local_stops.flatMap((stop): Attention[] => {
    const cluster = clusters.find(({ id }) => id === stop.cluster_id);
    if (cluster === undefined) return [];
    return [{ kind: 'local_stop', id: `stop ${stop.cluster_id} ${stop.source} ${stop.name}`, at_ms: 0, stop, cluster }];
  });
  return [...cloud, ...local];
}

/** Faults and quarantines that the connector told lately; the same about the same target once. */
function findingRows({ clusters, snapshots }: AttentionFacts, now_ms: number): Attention[] {
  return clusters.flatMap((cluster) => {
    const rows = new Map<string, Attention>();
    for (const finding of snapshots.get(cluster.id)?.findings ?? []) {
      const { at_ms, code, kind, target } = finding.body;
      if (now_ms - at_ms > FINDING_MS || (kind !== 'fault' && !URGENT_FINDINGS.includes(code))) continue;
      const id = `finding ${cluster.id} ${code} ${target?.namespace}/${target?.name}`;
      rows.set(id, { kind: 'finding', id, at_ms, cluster, finding });
    }
    return [...rows.values()];
  });
}
