import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { runMk } from './run-mk.ts';

const cwd = mkdtempSync(join(tmpdir(), 'mk-told-'));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

/** One call as a person at a terminal sees it. */
async function seen(...args: string[]) {
  const [out, progress]: [string[], string[]] = [[], []];
  const exit = await runMk(args, {
    env: {},
    cwd,
    home: cwd,
    now: () => 0,
    out: (line) => out.push(line),
    err: (line) => progress.push(line),
    progress: (line) => progress.push(line),
    tell: (line) => progress.push(line),
    screen: { colour: false, columns: 80 },
    json: false,
    signal: new AbortController().signal,
  });
  return { exit, out, progress };
}

it('a person is told where the reports are when no summary line says it', async () => {
  expect(await seen('demo', 'run', '--out', 'here')).toEqual({ exit: 0, out: [], progress: ['Reports are in here'] });
});

it('not with --quiet, not beside a summary line, and not of a command that failed', async () => {
  expect((await seen('demo', 'run', '--quiet')).progress).toEqual([]);
  expect((await seen('roi')).progress).toEqual([]);
  expect((await seen('observe', '--source', 'file', '--path', 'absent.jsonl')).progress).toEqual([
    'ERROR: telemetry file not found: absent.jsonl; check the path',
  ]);
});

it('a command that works out its folder itself says it itself, once', async () => {
  const { exit, progress } = await seen('install', 'k8s-runner');
  expect([exit, progress]).toEqual([0, [expect.stringMatching(/^Wrote 7 files to report\/install_k8s_runner_/)]]);
  expect((await seen('install', 'k8s-runner', '--out', 'there')).progress).toEqual([
    'Wrote 7 files to there; read README.md there, then run apply.sh',
  ]);
});
