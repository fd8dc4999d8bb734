import { isModeKeeperError } from '@modekeeper/contracts';
import { validatePassport } from '@modekeeper/engine';
import { refuse } from '../../cli/refuse.ts';
import type { Run } from '../../cli/spec.ts';
import { readIfThere } from '../../io/files.ts';
import { resolveFrom } from '../../io/paths.ts';

/** `mk passport validate`: the first failure in the contract's words, or nothing. */
export const runValidate: Run = async (io, flags) => {
  const path = flags.text('file');
  const text = readIfThere(resolveFrom(io, path));
  if (text === null) refuse(`passport file not found: ${path}`);
  try {
    validatePassport(text, path);
    return 0;
  } catch (error) {
    // The contract's message is the whole line.
    if (isModeKeeperError(error)) refuse(error.message, error);
    throw error;
  }
};
