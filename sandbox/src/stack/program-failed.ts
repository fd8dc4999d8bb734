import { ModeKeeperError } from '@modekeeper/contracts';

/** A program of the stack ended where it should not have; its log says why. */
export const programFailed = (message: string, logFile: string): ModeKeeperError =>
  new ModeKeeperError({ code: 'program_failed', message, hint: `Read ${logFile}.` });
