import type { KillReading } from '@modekeeper/contracts';

/**
 * The sum of what the sources say. `unreadable`: nobody knows; nothing is sent, and nothing ends because of it until the
 * plan's deadline. `verify_only`: dry runs pass, writes do not (annotation `modekeeper/apply: verify`).
 */
export interface KillSum {
  readonly readings: readonly KillReading[];
  /** A source was read and is on. */
  readonly on: boolean;
  readonly unreadable: boolean;
  readonly verify_only: boolean;
  /** Signal of the first source that is on, else `kill_switch_unreliable` when one is unreadable, else of `verify_only`, else null. */
  readonly signal: string | null;
}

/** Signal of a source that was configured and cannot be read (policy.md). */
const UNRELIABLE_SIGNAL = 'kill_switch_unreliable';

/** Sums up what the sources say; a source that is on goes before an unreadable one. */
export function sumUp(readings: readonly KillReading[]): KillSum {
  const first = (state: KillReading['state']) => readings.find((reading) => reading.state === state);
  const on = first('on');
  const unreadable = first('unreadable');
  const verifyOnly = first('verify_only');
  const signal = on !== undefined ? on.signal : unreadable !== undefined ? UNRELIABLE_SIGNAL : (verifyOnly?.signal ?? null);
  return { readings, on: on !== undefined, unreadable: unreadable !== undefined, verify_only: verifyOnly !== undefined, signal };
}
