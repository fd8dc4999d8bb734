import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kubectlRunner } from './run-kubectl.ts';

const folder = mkdtempSync(join(tmpdir(), 'mk-kubectl-'));
/** A program that stands where kubectl would: what is tested is how it is called and how its end is read. */
function program(name: string, script: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}
const run = (binary: string) => kubectlRunner(binary, { env: process.env, cwd: folder });

describe('kubectlRunner', () => {
  it('hands every argument over untouched: no shell sees a hostile name', async () => {
    const echo = program('echo', 'for arg in "$@"; do printf "%s\\n" "$arg"; done');
    const hostile = ['-n', '$(touch pwned); `id` && x', 'a b', "'", ''];
    expect(await run(echo)(hostile)).toEqual({ rc: 0, stdout: `${hostile.join('\n')}\n`, stderr: '', error: null });
  });

  it('tells a missing binary from a failing one', async () => {
    expect(await run(join(folder, 'absent'))([])).toMatchObject({ rc: 127, error: 'not_found' });
    expect(await run(program('fails', 'echo no >&2; exit 3'))([])).toMatchObject({ rc: 3, stderr: 'no\n', error: null });
  });

  it('leaves out an object that the server quotes: it may hold secrets', async () => {
    const quoted = JSON.stringify(JSON.stringify({ spec: { env: 'sesame', more: 'x'.repeat(200) } }));
    const file = join(folder, 'message');
    writeFileSync(file, `The request is invalid: patch: Invalid value: ${quoted}: json: cannot unmarshal string`);
    const { stderr } = await run(program('quotes', `cat '${file}' >&2; exit 1`))([]);
    expect(stderr).toBe('The request is invalid: patch: Invalid value: (left out): json: cannot unmarshal string');
  });

  it('says that it was not started when the system does not take the arguments, instead of throwing', async () => {
    const answer = await run(program('never', 'exit 0'))(['x'.repeat(4 * 1_048_576)]);
    expect(answer).toMatchObject({ rc: 126, error: 'not_started', stderr: expect.stringContaining('too long') });
  });

  it('a limit of months is a long one, not none', async () => {
    expect(await run(program('quick', 'sleep 0.2'))([], { timeout_ms: 2 ** 40 })).toMatchObject({ rc: 0, error: null });
  });

  it('stops what does not end', async () => {
    expect(await run(program('hangs', 'exec sleep 60'))([], { timeout_ms: 100 })).toMatchObject({ rc: 124, error: 'timeout' });
    // A child of its own keeps the pipes open longer than this test may take, as a hanging credential plugin would.
    expect(await run(program('plugin', 'sleep 20'))([], { timeout_ms: 100 })).toMatchObject({ rc: 124, error: 'timeout' });
  });
});
