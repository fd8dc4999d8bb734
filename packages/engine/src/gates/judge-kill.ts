import { KILL_SOURCES, type KillReading, type KillSource } from '@modekeeper/contracts';

/** What the kill sources say together. `signal` as in policy.md; `kill_switch_unreliable` when something cannot be read. */
export type KillVerdict = { readonly state: 'off' | 'on' | 'unreadable'; readonly signal: string | null };

/** Sources that every connector has; one that was not read at all counts as unreadable. Environment and file are optional. */
const ALWAYS_READ: readonly KillSource[] = ['configmap', 'namespace', 'cloud'];

/**
 * Combines the kill sources (safety, section 2). `only_dry_run`: the namespace's `verify` lets dry runs pass and is on for
 * everything else. `starting`: the control plane's state is fresh for 60 s; older (read: `unreadable`) blocks the start of a
 * plan only, never its continuation or a rollback. A source read as on wins over unreadable ones; the first on in the
 * order environment, file, ConfigMap, namespace, cloud gives the signal.
 */
export function judgeKill(
  readings: readonly Pick<KillReading, 'source' | 'state' | 'signal'>[],
  request: { readonly only_dry_run: boolean; readonly starting: boolean },
): KillVerdict {
  const isOn = (state: KillReading['state']): boolean => state === 'on' || (state === 'verify_only' && !request.only_dry_run);
  const inOrder = KILL_SOURCES.flatMap((source) => readings.filter((reading) => reading.source === source));
  const on = inOrder.find((reading) => isOn(reading.state));
  if (on) return { state: 'on', signal: on.signal ?? on.source };
  const missing = ALWAYS_READ.filter((source) => !readings.some((reading) => reading.source === source));
  const unreadable = [
    ...missing,
    ...inOrder.filter(({ state }) => !['off', 'verify_only'].includes(state)).map(({ source }) => source),
  ];
  const blocking = unreadable.filter((source) => source !== 'cloud' || request.starting);
  return blocking.length > 0 ? { state: 'unreadable', signal: 'kill_switch_unreliable' } : { state: 'off', signal: null };
}
