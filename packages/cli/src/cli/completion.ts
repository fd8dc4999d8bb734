import { COMMON_FLAGS } from './parse.ts';
import type { CommandSpec } from './spec.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

type Word = { before: string; word: string; help: string };

/** Every word that may follow words: commands, and the flags of each. */
function wordsOf(commands: readonly CommandSpec[]): Word[] {
  const words = new Map<string, Word>();
  const add = (path: readonly string[], word: string, help: string) => {
    const before = path.join(' ');
    if (!words.has(`${before}\n${word}`)) words.set(`${before}\n${word}`, { before, word, help });
  };
  for (const { flags, path, summary } of commands) {
    for (const [index, word] of path.entries())
      add(path.slice(0, index), word, index === path.length - 1 ? summary : `${word} commands`);
    for (const { help, hidden, name } of [...flags, ...COMMON_FLAGS]) if (!hidden) add(path, `--${name}`, help);
  }
  return [...words.values()];
}

/** A script for the shell's completion, made from the same table as parsing and help; it runs nothing. */
export function completionScript(shell: Shell, commands: readonly CommandSpec[]): string {
  const words = wordsOf(commands);
  if (shell === 'fish') return fish(words);
  // zsh understands bash's completion through a module of its own.
  return [...(shell === 'zsh' ? ['autoload -U +X bashcompinit && bashcompinit'] : []), ...bash(words)].join('\n');
}

/** Words are letters, digits and dashes: nothing here needs quoting beyond the quotes that stand. */
function bash(words: readonly Word[]): string[] {
  const cases = [...new Set(words.map(({ before }) => before))].map((before) => {
    const list = words.filter((one) => one.before === before).map(({ word }) => word);
    return `    "${before}") words="${list.join(' ')}" ;;`;
  });
  return [
    '_mk() {',
    '  local words="" path="" word',
    `  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do`,
    `    case "$word" in -*) break ;; *) path="\${path:+$path }$word" ;; esac`,
    '  done',
    '  case "$path" in',
    ...cases,
    '  esac',
    `  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))`,
    '}',
    'complete -o default -F _mk mk',
  ];
}

function fish(words: readonly Word[]): string {
  const quote = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  const lines = words.map(({ before, help, word }) => {
    const condition = `__mk_path_is ${quote(before)}`;
    const what = word.startsWith('--') ? `-l ${word.slice(2)}` : `-f -a ${word}`;
    return `complete -c mk -n ${quote(condition)} ${what} -d ${quote(help)}`;
  });
  return [
    'function __mk_path_is',
    '  set -l path',
    '  for word in (commandline -opc)[2..-1]',
    "    string match -q -- '-*' $word; and break",
    '    set -a path $word',
    '  end',
    '  test "$path" = "$argv[1]"',
    'end',
    ...lines,
  ].join('\n');
}
