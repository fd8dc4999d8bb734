import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { runMk } from '../../cli/run-mk.ts';

const cwd = mkdtempSync(join(tmpdir(), 'mk-interrupt-'));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
const trace = resolve(import.meta.dirname, '../../../../../test/data/observe/stable.jsonl');
const file = ['--observe-source', 'file', '--observe-path', trace];

/** A call that `reason` stops when the clock is read for the `at`th time; 0 is before it begins. */
async function stopped(reason: string, at: number, ...args: string[]) {
  const stop = new AbortController();
  if (at === 0) stop.abort(reason);
  let asked = 0;
  const now = () => {
    asked += 1;
    if (asked === at) stop.abort(reason);
    return 1_767_600_000_000;
  };
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  const io = { env: {}, cwd, home: cwd, now, out: say, err: say, progress: () => undefined, tell: say };
  const exit = await runMk(args, { ...io, screen: { colour: false, columns: 80 }, json: false, signal: stop.signal });
  return { exit, said };
}

it.each([
  ['quickstart', 'quickstart'],
  ['closed-loop run', 'run'],
])('Ctrl-C ends mk %s while it reads a trace, without a report', async (words, out) => {
  expect(await stopped('SIGINT', 0, ...words.split(' '), ...file, '--out', out)).toEqual({
    exit: 2,
    said: [`ERROR: stopped by SIGINT while reading ${trace}; no report was written`],
  });
  expect(existsSync(join(cwd, out, 'report.html'))).toBe(false);
  expect(existsSync(join(cwd, out, 'closed_loop_latest.json'))).toBe(false);
});

it('Ctrl-C between two steps of mk quickstart ends it and says that the reports are not complete', async () => {
  const { exit, said } = await stopped('SIGTERM', 0, 'quickstart', '--out', 'made-up');
  expect([exit, said.at(-1)]).toEqual([2, 'ERROR: interrupted: the reports are not complete; run it again']);
});

it('mk closed-loop watch finishes the iteration that it reads for', async () => {
  // First read when the watch begins, then when its iteration does.
  const { exit } = await stopped('SIGINT', 2, 'closed-loop', 'watch', '--scenario', 'drift', ...file, '--out', 'watch');
  expect(exit).toBe(0);
  expect(existsSync(join(cwd, 'watch/iter_0001/closed_loop_latest.json'))).toBe(true);
});
