import { type GatewayCore, now } from './core.ts';
import { readState, writeState } from './store/state.ts';

/**
 * An object has one alarm; these are the jobs that share it. Each stands at most once, with the time it is due.
 * - `presence`: dead-man's switch, moved on by every sign of life that wakes the object, so that a living connector never triggers it
 * - `project`: frames of the inbox wait for the database
 * - `parked`: frames that were put aside are tried once more
 * - `drain`: rows of the database's outbox wait for the object
 * - `duplicate`: the old socket's time for answering is up
 * - `expiry`: the first undecided plan's time is up
 * - `sessions`: the people who watch are asked for again
 */
export type AlarmJob = 'presence' | 'project' | 'parked' | 'drain' | 'duplicate' | 'expiry' | 'sessions';

/** A stored frame is brought to the database within this time even when the instance that stored it is gone. */
export const PROJECT_AT_LATEST_MS = 10_000;

/** Notes a job; a `sooner` one keeps the earlier of both times. Call `arm` afterwards. */
export function plan(core: GatewayCore, job: AlarmJob, at_ms: number, how: 'replace' | 'sooner' = 'replace'): void {
  const due = readState(core.sql, 'due') ?? {};
  const current = due[job];
  writeState(core.sql, 'due', { ...due, [job]: how === 'sooner' && current !== undefined ? Math.min(current, at_ms) : at_ms });
}

/** Takes a job off. */
export function unplan(core: GatewayCore, job: AlarmJob): void {
  const { [job]: _gone, ...rest } = readState(core.sql, 'due') ?? {};
  writeState(core.sql, 'due', rest);
}

/** Jobs that are due, removed from the list: a job that wants to go on plans itself again. */
export function takeDue(core: GatewayCore): AlarmJob[] {
  const due = readState(core.sql, 'due') ?? {};
  const at_ms = now();
  const ready = (Object.keys(due) as AlarmJob[]).filter((job) => (due[job] ?? 0) <= at_ms);
  for (const job of ready) unplan(core, job);
  return ready;
}

/**
 * Sets the alarm to the earliest job, or takes it off when there is none. Nothing is awaited between reading the jobs and setting the
 * alarm: two events that end at once cannot overtake each other.
 */
export async function arm(core: GatewayCore): Promise<void> {
  const times = Object.values(readState(core.sql, 'due') ?? {});
  const at_ms = times.length === 0 ? null : Math.min(...times);
  if (core.armed_ms === at_ms) return;
  core.armed_ms = at_ms;
  await (at_ms === null ? core.storage.deleteAlarm() : core.storage.setAlarm(at_ms));
}

/** The alarm has fired: it stands nowhere until it is set again. */
export function disarmed(core: GatewayCore): void {
  core.armed_ms = undefined;
}
