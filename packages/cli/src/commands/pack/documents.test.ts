import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeOf, faultOf, sourceText } from '../../testing/mentions.ts';
import { COMMANDS } from '../table.ts';
import { BUYER_FILES } from './buyer-files.ts';
import { DOCUMENTS } from './documents.ts';

const folder = resolve(import.meta.dirname, '..', '..', '..', 'documents');
const text = (name: string) => readFileSync(resolve(folder, name), 'utf8');
const sources = sourceText();
const flags = new Set(COMMANDS.flatMap((command) => command.flags.map(({ name }) => `--${name}`)));
/** Programs of others that a document may ask to be run. */
const OTHERS = /^(?:npm|tar|sha256sum|cd|sh|kubectl) /;

/** Whether what a document names as code is there. */
function isThere(span: string): boolean {
  if (/^mk(?: |$)/.test(span)) return faultOf(span, COMMANDS) === null;
  if (/^--[\w-]+(?: [\w-]+)?$/.test(span)) {
    const [flag = '', value = ''] = span.split(' ');
    return (flags.has(flag) || sources.includes(flag)) && sources.includes(value);
  }
  if (span.startsWith('buyer_pack/')) return BUYER_FILES.includes(span.slice('buyer_pack/'.length));
  if (OTHERS.test(`${span} `)) return true;
  return span
    .replace(/=.*$/, '')
    .replace(/\.?\*$/, '')
    .split('/')
    .every((part) => sources.includes(part));
}

describe.each(DOCUMENTS)('%s', (name) => {
  const { lines, spans } = codeOf(text(name));

  it('names nothing that is not there', () => {
    expect(spans.filter((span) => !isThere(span))).toEqual([]);
  });

  it('shows calls that mk takes, and no program but those that everybody has', () => {
    const calls = lines.flatMap((line) => line.split(/ \| /));
    const faults = calls.filter((line) => line.startsWith('mk ')).map((line) => faultOf(line, COMMANDS));
    expect(faults.filter((fault) => fault !== null)).toEqual([]);
    expect(calls.filter((line) => !/^(?:mk|cmp) /.test(line) && !OTHERS.test(line))).toEqual([]);
  });

  it('leads to documents that are there', () => {
    const links = [...text(name).matchAll(/\]\(([^)]+)\)/g)].map((match) => match[1] ?? '');
    expect(links.filter((link) => !DOCUMENTS.includes(link))).toEqual([]);
  });
});

it('thirteen documents are in the package, no more', () => {
  expect(DOCUMENTS).toHaveLength(13);
  expect(readdirSync(folder).sort()).toEqual([...DOCUMENTS].sort());
});

it('what is not there is found out', () => {
  expect(
    ['mk nonsense', 'mk k8s verify --nonsense x', '--nonsense', 'buyer_pack/nonsense', 'license_nonsense'].filter(isThere),
  ).toEqual([]);
});
