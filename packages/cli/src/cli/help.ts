import { COMMON_FLAGS } from './parse.ts';
import type { CommandSpec, FlagSpec } from './spec.ts';

/** `mk --help`, or the help of a group: what there is, one line each. */
export function groupHelp(commands: readonly CommandSpec[], group: readonly string[]): string {
  const below = commands.filter(({ path }) => group.every((word, index) => path[index] === word));
  const width = Math.max(...below.map(({ path }) => path.join(' ').length));
  const lines = below.map(({ path, summary }) => `  mk ${path.join(' ').padEnd(width)}  ${summary}`);
  const head =
    group.length === 0
      ? ['ModeKeeper on the command line: observe, plan, verify and, when licensed, apply. Works offline.', '']
      : [];
  return [...head, 'Commands:', ...lines, '', 'mk COMMAND --help shows flags and examples; mk --version the version.'].join('\n');
}

/** Flags and examples of one command. */
export function commandHelp(command: CommandSpec): string {
  const name = ['mk', ...command.path].join(' ');
  const specs = [...command.flags, ...COMMON_FLAGS].filter(({ hidden }) => !hidden);
  const names = specs.map(usageOf);
  const width = Math.max(...names.map((text) => text.length));
  const flags = specs.map((spec, index) => `  ${(names[index] ?? '').padEnd(width)}  ${describe(spec)}`);
  const examples = command.examples.flatMap(({ command: text, what }) => [`  ${text}`, `      ${what}`]);
  return [
    `${name}: ${command.summary}`,
    '',
    'Flags:',
    ...flags,
    ...(examples.length > 0 ? ['', 'Examples:', ...examples] : []),
  ].join('\n');
}

const PLACEHOLDER: Record<FlagSpec['kind'], string> = {
  text: 'TEXT',
  int: 'N',
  float: 'X',
  switch: '',
  duration: 'TIME',
  list: 'A,B',
  many: 'TEXT',
};

function usageOf({ kind, name, value }: FlagSpec): string {
  return kind === 'switch' ? `--${name}` : `--${name} ${value ?? PLACEHOLDER[kind]}`;
}

function describe(spec: FlagSpec): string {
  const notes = [
    spec.required ? 'required' : null,
    spec.choices === undefined ? null : `one of ${spec.choices.join(', ')}`,
    spec.kind === 'many' ? 'may be repeated' : null,
    spec.default === undefined ? null : `default ${spec.default}`,
  ].filter((note) => note !== null);
  return notes.length === 0 ? spec.help : `${spec.help} (${notes.join('; ')})`;
}
