import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const tool = (name: string) => resolve(import.meta.dirname, `${name}.ts`);

describe('npm test', () => {
  it('ended by a signal begins no further stage, says so, and fails', async () => {
    const run = spawn(process.execPath, [tool('test'), '--only', 'types,types:worker,types:portal'], { stdio: 'pipe' });
    let output = '';
    run.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (/^== types:/m.test(text)) run.kill('SIGTERM');
    });
    const [code] = await once(run, 'close');
    expect(output).not.toContain('== types:worker');
    expect(output).toContain('interrupted: 2 stages not run');
    expect(code).toBe(1);
  });

  it.each([
    ['test', ['--nonsense'], "ERROR: Unknown option '--nonsense'. Use: npm test -- [--fast] [--only …]\n"],
    ['test', ['--only', 'nonsense'], 'ERROR: no such stage: nonsense; choose from lint, '],
    ['deploy', ['--nonsense'], "ERROR: Unknown option '--nonsense'. Use: npm run deploy -- [--env …] [--dry-run]\n"],
    ['deploy', ['--env', 'staging'], 'ERROR: DATABASE_URL is not set; it names the libSQL database of this environment.\n'],
    ['deploy', [], 'ERROR: name the environment: npm run deploy -- --env staging (or production)\n'],
  ])('npm run %s %j ends in one line that says what to do', (name, args, line) => {
    const { status, stderr, stdout } = spawnSync(process.execPath, [tool(name), ...args], {
      encoding: 'utf8',
      env: { ...process.env, DATABASE_URL: '' },
    });
    expect({ status, stdout, lines: stderr.trimEnd().split('\n').length }).toEqual({ status: 2, stdout: '', lines: 1 });
    expect(stderr.startsWith(line)).toBe(true);
  });
});
