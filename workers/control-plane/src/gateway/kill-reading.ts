import type { KillState, KillView } from '@modekeeper/contracts';
import type { GatewayCore } from './core.ts';
import { readState, writeState } from './store/state.ts';

/** Keeps what the connector says of its kill sources: whole in `hello` and heartbeat. What came earlier never replaces what came later. */
export function noteKillReading(core: GatewayCore, kill: KillView, at_ms: number): void {
  const known = readState(core.sql, 'kill_reading');
  if (known === undefined || known.at_ms <= at_ms) writeState(core.sql, 'kill_reading', { kill, at_ms });
}

/**
 * Takes in a `kill_state`, which comes as soon as something changes and names only the first source that is on, or that none is.
 * Returns what is known now of all of them; null before the first `hello`.
 */
export function noteKillReport(
  core: GatewayCore,
  report: Pick<KillState, 'active' | 'source' | 'reason'>,
  at_ms: number,
): KillView | null {
  const known = readState(core.sql, 'kill_reading');
  if (known === undefined) return null;
  noteKillReading(core, withReport(known.kill, report), at_ms);
  return readState(core.sql, 'kill_reading')?.kill ?? null;
}

/**
 * Sources stand in the order in which they are read: one before the first that is on is off, of those behind it nothing is said. Off with
 * a reason speaks of a single command that the chart overrides, and not of the sources. A namespace's annotation is read for plans only.
 */
export function withReport(
  view: KillView,
  { active, reason, source }: Pick<KillState, 'active' | 'source' | 'reason'>,
): KillView {
  if (!active && reason !== '') return view;
  const named = active ? view.sources.findIndex((one) => one.source === source) : view.sources.length;
  const sources = view.sources.map((one, index) => {
    if (index === named) return { ...one, state: 'on' as const, signal: reason };
    const isOff = index < named && one.source !== 'namespace' && one.state === 'on';
    return isOff ? { ...one, state: 'off' as const, signal: null } : one;
  });
  const unreliable = sources.some(({ source: kind, state }) => kind !== 'cloud' && state === 'unreadable');
  const first = sources.find(({ state }) => state === 'on');
  const signal = first?.signal ?? (unreliable ? view.signal : null);
  return { ...view, sources, active: first !== undefined || unreliable, signal };
}
