import { basename } from 'node:path';
import { isSwitchedOn } from '@modekeeper/engine';
import type { Io } from '../cli/io.ts';
import { readOrNull } from './files.ts';
import { resolveFrom } from './paths.ts';

export type KillSwitch = { active: boolean; signal: string | null };

/**
 * The kill switch as this machine says it (contract page `policy`, "Kill switch"): the variable, then the file that a variable names. A
 * file that cannot be read is on; a source that can be read goes before it.
 */
export function readKillSwitch(io: Pick<Io, 'env' | 'cwd'>): KillSwitch {
  if (isSwitchedOn(io.env.MODEKEEPER_KILL_SWITCH)) return { active: true, signal: 'env:MODEKEEPER_KILL_SWITCH' };
  const path = io.env.MODEKEEPER_KILL_SWITCH_FILE ?? '';
  if (path === '') return { active: false, signal: null };
  const content = readOrNull(resolveFrom(io, path));
  if (content === null) return { active: true, signal: 'kill_switch_unreliable' };
  const isOn = isSwitchedOn(new TextDecoder().decode(content));
  return { active: isOn, signal: isOn ? `file:${basename(path)}` : null };
}
