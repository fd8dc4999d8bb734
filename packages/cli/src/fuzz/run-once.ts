import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Io } from '../cli/io.ts';
import { runMk } from '../cli/run-mk.ts';
import type { ExitCode } from '../cli/spec.ts';

/** When every run of the fuzzer takes place: findings must not depend on the day. */
export const FUZZ_NOW_S = 1_800_000_000;

/** Files by name as a run finds them; one of them is what the fuzzer wounds. */
export type Files = Readonly<Record<string, Uint8Array>>;

/**
 * Runs one call in an empty folder that holds just these files, without kubectl, and answers everything that breaks a promise
 * made for bad input (and another exit code than `expected`): whole lines with a code, no stack, no terminal escapes, no half-written artifact, nothing outside the folder's `out`.
 */
export async function brokenPromises(args: readonly string[], files: Files, expected?: ExitCode): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mk-fuzz-'));
  try {
    for (const [name, bytes] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), bytes);
    }
    const err: string[] = [];
    const code = await runMk(
      args,
      fuzzIo(folder, (line) => err.push(line)),
    );
    return [
      ...(expected !== undefined && code !== expected ? [`exit ${code} instead of ${expected}`] : []),
      ...(code === 2 && err.length === 0 ? ['exit 2 without a word'] : []),
      ...err.flatMap(brokenInLine),
      ...strangers(
        folder,
        Object.keys(files).map((name) => name.split('/')[0]),
      ),
      ...writtenUnder(join(folder, 'out')).flatMap(brokenInArtifact),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a run has of a process: a folder, no programs on its PATH, and somebody who listens to its errors. */
export function fuzzIo(folder: string, err: (line: string) => void): Io {
  return {
    env: { PATH: '' },
    cwd: folder,
    home: join(folder, 'home'),
    now: () => FUZZ_NOW_S * 1_000,
    out: () => undefined,
    err,
    progress: () => undefined,
    tell: () => undefined,
    screen: { colour: false, columns: 80 },
    json: false,
    signal: new AbortController().signal,
  };
}

function brokenInLine(line: string): string[] {
  return [
    ...(line.startsWith('ERROR: ') ? [] : [`not an ERROR line: ${line}`]),
    ...(line.includes('a fault of its own') ? [`a fault of ours: ${line}`] : []),
    // One line, and nothing that a terminal acts on.
    ...(/[\p{Cc}\u202e]/u.test(line) ? [`control characters: ${JSON.stringify(line)}`] : []),
  ];
}

/** Whatever a run left beside its files, its `out` and its `home`. */
function strangers(folder: string, own: readonly (string | undefined)[]): string[] {
  return readdirSync(folder)
    .filter((name) => !own.includes(name) && name !== 'out' && name !== 'home')
    .map((name) => `left behind: ${name}`);
}

function writtenUnder(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function brokenInArtifact(path: string): string[] {
  const name = basename(path);
  if (name.endsWith('.tmp')) return [`half-written: ${name}`];
  if (name.endsWith('.gz')) return [];
  const text = readFileSync(path, 'utf8');
  const documents = name.endsWith('.jsonl') ? text.split('\n').slice(0, -1) : name.endsWith('.json') ? [text] : [];
  const broken = documents.filter((document) => !parses(document)).map(() => `not JSON: ${name}`);
  return text === '' || text.endsWith('\n') ? broken : [...broken, `no final newline: ${name}`];
}

function parses(document: string): boolean {
  try {
    JSON.parse(document);
    return true;
  } catch {
    return false;
  }
}
