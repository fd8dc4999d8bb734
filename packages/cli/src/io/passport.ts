import { isModeKeeperError, type Passport } from '@modekeeper/contracts';
import { passportTemplate, validatePassport } from '@modekeeper/engine';
import type { Io } from '../cli/io.ts';
import { refuse } from '../cli/refuse.ts';
import { readIfThere } from './files.ts';
import { resolveFrom } from './paths.ts';

/** The passport of `--passport`: a file that is there, else a template of that name. @throws Refusal in the contract's words */
export function loadPassport(io: Pick<Io, 'cwd'>, named: string): Passport {
  const text = readIfThere(resolveFrom(io, named));
  try {
    return text === null ? passportTemplate(named) : validatePassport(text, named);
  } catch (error) {
    // The contract's message is the whole line.
    if (isModeKeeperError(error)) return refuse(error.message, error);
    throw error;
  }
}
