import type { Flags } from './flags.ts';
import type { Io } from './io.ts';

/** One flag of a command. `text`: any text; `list`: comma-separated; `many`: may be repeated. */
export type FlagSpec = {
  name: string;
  kind: 'text' | 'int' | 'float' | 'switch' | 'duration' | 'list' | 'many';
  /** What stands for the value in help: `PATH`, `N`. */
  value?: string;
  help: string;
  /** As it would be typed. Absent: the flag is unset when it is not given. */
  default?: string;
  choices?: readonly string[];
  required?: boolean;
  /** Smallest value that an `int` may have. */
  min?: number;
  /** Not shown in help: a flag that exists for compatibility only. */
  hidden?: boolean;
};

export type Example = { command: string; what: string };

/** Exit codes of the contract: 0 done, 1 a negative outcome, 2 invalid input or blocked. */
export type ExitCode = 0 | 1 | 2;

/** A command: everything that parsing, help and completion know of it. Its code is loaded when it runs. */
export type CommandSpec = {
  /** `['k8s', 'verify']` for `mk k8s verify`. */
  path: readonly string[];
  /** One line, starting with a verb. */
  summary: string;
  flags: readonly FlagSpec[];
  examples: readonly Example[];
  /** Pairs of flags that exclude each other. */
  exclusive?: readonly (readonly [string, string])[];
  load: () => Promise<Run>;
};

/** `commands`: the whole table, for what tells of other commands. */
export type Run = (io: Io, flags: Flags, commands: readonly CommandSpec[]) => Promise<ExitCode>;
