import { completionScript, type Shell } from '../../cli/completion.ts';
import type { Io } from '../../cli/io.ts';
import type { CommandSpec, ExitCode } from '../../cli/spec.ts';

/** `mk completion <shell>`. */
export function printCompletion(io: Pick<Io, 'out'>, shell: Shell, commands: readonly CommandSpec[]): ExitCode {
  io.out(completionScript(shell, commands));
  return 0;
}
