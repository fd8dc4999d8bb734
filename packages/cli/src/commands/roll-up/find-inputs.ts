import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { firstNamed, type RollUpInput, type RollUpInputs, readReport } from '@modekeeper/evidence';
import type { Flags } from '../../cli/flags.ts';
import type { Io } from '../../cli/io.ts';
import { readOrNull } from '../../io/files.ts';
import { inputsRoot } from '../../io/paths.ts';
import { filesUnder } from '../../io/tree.ts';

/** The reports that a roll-up is made from: of each name the first by path under the inputs root. @throws Refusal */
export function findInputs(io: Pick<Io, 'cwd'>, flags: Flags): RollUpInputs {
  const inputs_root = inputsRoot(io, flags);
  // A parent of --out that nobody made yet holds no reports; a folder that was asked for must be there.
  const is_empty = !flags.isGiven('inputs-root') && !existsSync(inputs_root);
  const paths = is_empty ? [] : filesUnder(inputs_root, inputs_root);
  const find = (name: string): RollUpInput => {
    const found = firstNamed(paths, name);
    const path = found === null ? null : join(inputs_root, found);
    return { path, report: readReport(path === null ? null : readOrNull(path)) };
  };
  return { inputs_root, plan: find('closed_loop_latest.json'), verify: find('k8s_verify_latest.json') };
}
