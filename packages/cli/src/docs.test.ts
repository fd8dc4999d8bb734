import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from './commands/table.ts';
import { codeOf, faultOf, sourceText } from './testing/mentions.ts';

const root = resolve(import.meta.dirname, '..', '..', '..');
const text = (path: string) => readFileSync(resolve(root, path), 'utf8');

describe.each(['docs/mk.md', 'docs/hand-over.md', 'packages/cli/README.md', 'README.md'])('%s', (path) => {
  const { lines, spans } = codeOf(text(path));

  it('shows only calls that mk takes', () => {
    const calls = [...spans, ...lines.flatMap((line) => line.split(/[<|>&;()]+/))].map((call) => call.trim());
    const shown = calls.filter((call) => /^mk(?: |$)/.test(call));
    expect(shown.map((call) => faultOf(call, COMMANDS)).filter((fault) => fault !== null)).toEqual([]);
  });

  it('names only environment variables that something reads', () => {
    const sources = sourceText();
    const variables = text(path).match(/\bM(?:ODEKEEPER|K)_[A-Z_]+\b/g) ?? [];
    expect(variables.filter((name) => !sources.includes(name))).toEqual([]);
  });
});

it('the guide lists every command, and none that is not there', () => {
  const table = text('docs/mk.md').split('## Every command')[1] ?? '';
  const listed = [...table.matchAll(/`(mk [^`]+)`/g)].map((match) => match[1] ?? '');
  expect(listed.sort()).toEqual(COMMANDS.map(({ path }) => ['mk', ...path].join(' ')).sort());
});

it('the guide knows what a call that is not there looks like', () => {
  expect(faultOf('mk k8s verify --nonsense x', COMMANDS)).toMatch(/^no flag --nonsense/);
  expect(faultOf('mk nonsense', COMMANDS)).toMatch(/^no command/);
});
