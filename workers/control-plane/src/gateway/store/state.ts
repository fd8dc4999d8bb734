import type { HeartbeatBody, HelloBody, KillView, Presence, SeriesBody } from '@modekeeper/contracts';
import type { PresenceCause } from '../presence.ts';

/** Small named values of the object, as JSON; the type of each is pinned here. */
export type StateValues = {
  status: 'awaiting_confirmation' | 'active' | 'revoked';
  cluster_uid: string;
  current_key_id: string;
  down_stream: string;
  down_assigned: number;
  down_acked: number;
  /** Epoch of the newest kill_state made here; what `welcome` and `ack` carry. */
  kill_epoch: number;
  /** Highest epoch that the connector ever named; the next one made here is above it. */
  kill_floor: number;
  kill_synced: boolean;
  last_seen_ms: number;
  last_close: PresenceCause;
  last_refusal: { at_ms: number; cause: PresenceCause };
  /** What the database was last told for lists. */
  told_presence: { state: Presence; cause: PresenceCause };
  duplicate_identity: boolean;
  hello: HelloBody;
  candidate_hello: HelloBody;
  /** Pods of each workload when its last buckets came. */
  pods: Record<string, SeriesBody['pods']>;
  /** What the connector last said of its kill sources, and when that came. */
  kill_reading: { kill: KillView; at_ms: number };
  last_heartbeat: HeartbeatBody & { at_ms: number };
  /** Connectors of the deployment, and when they were asked for. */
  fleet: { value: number; at_ms: number };
  trust_checked_ms: number;
  /** Names the last registration or status that was told and not compared with the database yet. */
  told_unchecked: string;
  /** The connector is to get a `state_report` as soon as the database can be asked. */
  report_wanted: boolean;
  due: Record<string, number>;
  drain_attempts: number;
  project_attempts: number;
};

/** Reads one value; undefined when it was never written. */
export function readState<K extends keyof StateValues>(sql: SqlStorage, name: K): StateValues[K] | undefined {
  const row = sql.exec<{ value: string }>('SELECT value FROM state WHERE name = ?', name).toArray()[0];
  return row === undefined ? undefined : (JSON.parse(row.value) as StateValues[K]);
}

/** Writes one value. */
export function writeState<K extends keyof StateValues>(sql: SqlStorage, name: K, value: StateValues[K]): void {
  sql.exec(
    'INSERT INTO state (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    name,
    JSON.stringify(value),
  );
}

/** Forgets one value. */
export function clearState(sql: SqlStorage, name: keyof StateValues): void {
  sql.exec('DELETE FROM state WHERE name = ?', name);
}

/** What the object counts over its life: wakes for the bill, the rest for operators. */
export const COUNTERS = [
  'wakes',
  'connections',
  'frames_durable',
  'frames_duplicate',
  'frames_gap',
  'frames_unknown',
  'frames_refused',
  'frames_oversized',
  'frames_parked',
  'connections_refused',
  'digest_mismatches',
  'documents_refused',
  'divergences',
  'projection_failures',
] as const;
export type CounterName = (typeof COUNTERS)[number];

/** Adds to a counter. */
export function count(sql: SqlStorage, name: CounterName, by = 1): void {
  sql.exec(
    'INSERT INTO counters (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = value + excluded.value',
    name,
    by,
  );
}

/** Every counter; 0 for one that was never moved. */
export function readCounters(sql: SqlStorage): Record<CounterName, number> {
  const moved = new Map(
    sql
      .exec<{ name: string; value: number }>('SELECT name, value FROM counters')
      .toArray()
      .map(({ name, value }) => [name, value]),
  );
  return Object.fromEntries(COUNTERS.map((name) => [name, moved.get(name) ?? 0])) as Record<CounterName, number>;
}
