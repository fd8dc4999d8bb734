import { LICENSE_REASONS } from '@modekeeper/contracts';
import type { Io } from '../../cli/io.ts';
import type { ExitCode } from '../../cli/spec.ts';
import type { Iteration } from './iterate.ts';

/** Blocks that a watch does not get over by itself, so that its exit code tells of them; others, as cooldowns, are its everyday. */
const LASTING: readonly string[] = [
  'kill_switch_active',
  ...LICENSE_REASONS,
  'verify_missing',
  'verify_failed',
  'verify_stale',
  'passport_missing',
  'passport_apply_disabled',
];

/** What an iteration adds to the exit code of its watch (contract page `closed-loop`, "closed-loop watch"). */
export function watchExit({ exit, report }: Iteration): ExitCode {
  if (exit !== 2) return exit;
  return report.apply_blocked_reason !== null && LASTING.includes(report.apply_blocked_reason) ? 2 : 0;
}

/** A failed apply goes before a block, a block before none. */
export function worse(left: ExitCode, right: ExitCode): ExitCode {
  if (left === 1 || right === 1) return 1;
  return left === 2 || right === 2 ? 2 : 0;
}

/** Prints each distinct `ERROR:` line once. */
export function onceEach(io: Pick<Io, 'err'>): (text: string) => void {
  const told = new Set<string>();
  return (text) => {
    if (!told.has(text)) io.err(`ERROR: ${text}`);
    told.add(text);
  };
}
