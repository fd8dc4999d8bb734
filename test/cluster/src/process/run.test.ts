import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { waitFor } from '../start/wait.ts';
import { startOf } from './identity.ts';
import { run } from './run.ts';

describe('run', () => {
  it('answers with code and output, and 127 for a program that does not exist', async () => {
    expect(await run('sh', ['-c', 'echo out; echo err >&2; exit 3'])).toEqual({ code: 3, stdout: 'out\n', stderr: 'err\n' });
    expect((await run('/no/such/program', [])).code).toBe(127);
    expect((await run('/no/such/program', [], { guarded: true })).code).toBe(127);
  });

  it('kills the whole group when it is aborted', async () => {
    const abort = new AbortController();
    const running = run('sh', ['-c', 'sleep 300 & wait'], { signal: abort.signal });
    setTimeout(() => abort.abort(new Error('enough')), 100);
    await expect(running).rejects.toThrow('enough');
    await expect(run('true', [], { signal: abort.signal })).rejects.toThrow('enough');
  });

  it('leaves no guarded command behind when the process is killed', async () => {
    const index = fileURLToPath(new URL('./run.ts', import.meta.url));
    const script = `const { run } = await import(${JSON.stringify(index)}); await run('sh', ['-c', 'echo here; sleep 300; echo there'], { guarded: true });`;
    // The command is found as the child of the process that is killed.
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'ignore' });
    let command = 0;
    const find = async () => {
      const { stdout } = await run('ps', ['-o', 'pid=,args=', '--ppid', String(parent.pid)]);
      command = Number(/^\s*(\d+) sh -c echo/m.exec(stdout)?.[1] ?? 0);
      return command !== 0;
    };
    await waitFor(find, { what: 'the command', timeout_ms: 60_000 });
    parent.kill('SIGKILL');
    await waitFor(async () => startOf(command) === null, { what: 'its end', timeout_ms: 60_000 });
  });
});
