import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { COMMON_FLAGS } from '../cli/parse.ts';
import type { CommandSpec } from '../cli/spec.ts';

const ROOT = resolve(import.meta.dirname, '..', '..', '..', '..');
/** Where what the product knows is written down; tests and texts about it are no evidence. */
const SOURCES = ['packages', 'connector', 'charts'];
const IS_SOURCE = /\.(?:ts|ya?ml|tpl|txt|json)$/;
const IS_NONE = /\.test\.ts$|\/(?:node_modules|dist|testing|documents)\//;

/** The text of all sources, to find names in. */
export function sourceText(): string {
  const texts = SOURCES.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .map((entry) => ({ entry, path: `${entry.parentPath}/${entry.name}` }))
      .filter(({ entry, path }) => entry.isFile() && IS_SOURCE.test(path) && !IS_NONE.test(path))
      .map(({ path }) => readFileSync(path, 'utf8')),
  );
  return texts.join('\n');
}

/** What a Markdown text names as code: its spans, and each line of its shell blocks, continued lines joined and comments cut off. */
export function codeOf(markdown: string): { spans: string[]; lines: string[] } {
  const blocks = [...markdown.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map((match) => match[1] ?? '');
  const prose = markdown.replaceAll(/^```[\s\S]*?^```$/gm, '');
  return {
    spans: [...prose.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? ''),
    lines: blocks.flatMap((block) =>
      block
        .replaceAll('\\\n', ' ')
        .split('\n')
        .map((line) => line.replace(/(?:^|\s+)#\s.*$/, '').trim())
        .filter((line) => line !== ''),
    ),
  };
}

/** What is wrong with a call of `mk` as a text shows it: no such command, or no such flag of it; null when nothing is. */
export function faultOf(call: string, commands: readonly CommandSpec[]): string | null {
  const words = call.split(/\s+/).slice(1);
  const end = words.findIndex((word) => word.startsWith('-'));
  const named = end === -1 ? words : words.slice(0, end);
  const command = commands.find(({ path }) => path.join(' ') === named.join(' '));
  if (command === undefined) {
    // The program itself, or a group of commands, asked for help or version.
    const isGroup = commands.some(({ path }) => named.every((word, index) => path[index] === word));
    return isGroup && (words.length === 0 || words.slice(named.length).every((word) => /^--(?:help|version)$/.test(word)))
      ? null
      : `no command: ${call}`;
  }
  const known = new Set([...command.flags, ...COMMON_FLAGS].map(({ name }) => `--${name}`));
  const unknown = words.slice(named.length).find((word) => word.startsWith('--') && !known.has(word.split('=')[0] ?? ''));
  return unknown === undefined ? null : `no flag ${unknown}: ${call}`;
}
