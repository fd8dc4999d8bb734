import type { Flags } from './flags.ts';
import type { Io } from './io.ts';
import { COMMON_FLAGS } from './parse.ts';
import type { CommandSpec, ExitCode } from './spec.ts';

/** A command that runs as a step of another: its words, and the flags that it is given beside those that both know. */
export type Step = { path: string; set: Readonly<Record<string, string>> };

/** The flags that a step runs with. */
export function stepFlags(commands: readonly CommandSpec[], flags: Flags, { path, set }: Step): Flags {
  return flags.forStep([...commandOf(commands, path).flags, ...COMMON_FLAGS], set);
}

/** Runs a step in this process; answers its exit code. @throws Refusal as the command itself does */
export async function runStep(io: Io, commands: readonly CommandSpec[], flags: Flags, step: Step): Promise<ExitCode> {
  const run = await commandOf(commands, step.path).load();
  return run(io, stepFlags(commands, flags, step), commands);
}

function commandOf(commands: readonly CommandSpec[], path: string): CommandSpec {
  const found = commands.find((command) => command.path.join(' ') === path);
  if (found === undefined) throw new Error(`no command is called ${path}`);
  return found;
}
