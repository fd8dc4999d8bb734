import { parseArgs } from 'node:util';
import { Flags } from './flags.ts';
import { refuse } from './refuse.ts';
import type { CommandSpec, FlagSpec } from './spec.ts';

/** Flags of every command. */
export const COMMON_FLAGS: readonly FlagSpec[] = [
  { name: 'help', kind: 'switch', help: 'Show this help and do nothing; -h does the same.' },
  { name: 'json', kind: 'switch', help: 'Print the summary line, where there is one, as one JSON object.' },
  { name: 'quiet', kind: 'switch', help: 'Show no progress and no summary for people.' },
];

export type Chosen =
  | { kind: 'command'; command: CommandSpec; rest: string[] }
  | { kind: 'group'; group: readonly string[]; rest: string[] };

/** The command that the words before the first flag name: the longest path that exists, else the group that they lead to. */
export function chooseCommand(commands: readonly CommandSpec[], args: readonly string[]): Chosen {
  const end = args.findIndex((arg) => arg.startsWith('-'));
  const words = end === -1 ? [...args] : args.slice(0, end);
  for (let length = words.length; length >= 0; length -= 1) {
    const path = words.slice(0, length);
    const command = commands.find((one) => samePath(one.path, path));
    const rest = args.slice(length);
    if (command !== undefined) return { kind: 'command', command, rest };
    if (commands.some((one) => path.length < one.path.length && samePath(one.path.slice(0, length), path))) {
      if (length < words.length) refuse(`unknown command: ${['mk', ...words.slice(0, length + 1)].join(' ')}; see mk --help`);
      return { kind: 'group', group: path, rest };
    }
  }
  return { kind: 'group', group: [], rest: [...args] };
}

/** Reads a command's flags. Flags may not be abbreviated. @throws Refusal */
export function parseFlags(command: CommandSpec, args: readonly string[]): Flags {
  const specs = [...command.flags, ...COMMON_FLAGS];
  const values = read(command, specs, args);
  for (const [left, right] of command.exclusive ?? []) {
    if (values[left] !== undefined && values[right] !== undefined)
      refuse(`--${left} and --${right} exclude each other; give one of them`);
  }
  return new Flags(specs, values);
}

function read(command: CommandSpec, specs: readonly FlagSpec[], args: readonly string[]) {
  const options = Object.fromEntries(
    specs.map(({ kind, name }) => [
      name,
      { type: kind === 'switch' ? ('boolean' as const) : ('string' as const), multiple: kind === 'many' },
    ]),
  );
  const name = ['mk', ...command.path].join(' ');
  try {
    return parseArgs({ args: joinNegative(specs, args), options, strict: true, allowPositionals: false }).values;
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : '';
    const text = cause instanceof Error ? (cause.message.split('\n', 1)[0] ?? '') : String(cause);
    const flag = /'([^']*?)(?: <[^']*)?'/.exec(text)?.[1] ?? text;
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') refuse(`unknown flag ${flag} for ${name}; see ${name} --help`);
    if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') refuse(`unexpected argument ${flag} for ${name}; see ${name} --help`);
    return refuse(`${text}; see ${name} --help`, cause);
  }
}

/** `--cooldown-s -3` as `--cooldown-s=-3`: the parser would take a negative number or duration for a flag. */
function joinNegative(specs: readonly FlagSpec[], args: readonly string[]): string[] {
  const numeric = specs
    .filter(({ kind }) => kind === 'int' || kind === 'float' || kind === 'duration')
    .map(({ name }) => `--${name}`);
  const joined: string[] = [];
  for (const arg of args) {
    const flag = joined.at(-1) ?? '';
    if (/^-[\d.]/.test(arg) && numeric.includes(flag)) joined[joined.length - 1] = `${flag}=${arg}`;
    else joined.push(arg);
  }
  return joined;
}

function samePath(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((word, index) => word === right[index]);
}
