import type { Signals } from '@modekeeper/contracts';
import { type CheckedTick, checkTick, type LoopMemory } from '@modekeeper/engine';
import type { RunGates } from '../../apply/run-gates.ts';
import type { Io } from '../../cli/io.ts';
import { type KillSwitch, readKillSwitch } from '../../io/kill-switch.ts';
import type { Applying } from './applying.ts';
import { readTarget } from './read-target.ts';
import type { LoopSettings } from './settings.ts';

/** What applying brings into a tick, and its gates 1 and 2. */
export type ApplyStart = { applying: Applying; run: RunGates };

/**
 * Steps 2 and 3 of a tick: what planner and policy propose, checked. When applying, the Deployment's knobs are read first and the kill switch
 * once more; a run block leaves a dry run that asks nothing of the cluster.
 */
export async function propose(
  io: Pick<Io, 'env' | 'cwd' | 'now'>,
  settings: LoopSettings,
  { known, signals, start }: { known: LoopMemory; signals: Signals; start: ApplyStart | null },
): Promise<{ checked: CheckedTick; kill: KillSwitch }> {
  const { limits, passport, policy } = settings;
  const inputs = () => ({ signals, policy, limits, passport, now_ms: io.now() });
  if (start === null) return { checked: checkTick(known, inputs(), null), kill: readKillSwitch(io) };
  const { applying, run } = start;
  if (run.block !== null) return { checked: checkTick(known, inputs(), null), kill: run.kill };
  const { changes, memory } = await readTarget(applying, settings, known);
  const kill = readKillSwitch(io);
  const { approve_advanced } = applying.settings;
  const entitlement = run.license?.block_reason === null;
  const facts = { entitlement, kill_switch_active: kill.active, approve_advanced, changes };
  return { checked: checkTick(memory, inputs(), facts), kill };
}
