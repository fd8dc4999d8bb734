import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';

/** Runs `mk doctor` under a shell's line, in which `"$@"` stands for it. */
function doctorUnder(line: string) {
  const cwd = mkdtempSync(join(tmpdir(), 'mk-process-'));
  const mk = [process.execPath, inject('mk_program'), 'doctor', '--out', 'd'];
  return spawnSync('sh', ['-c', line, 'sh', ...mk], { cwd, encoding: 'utf8', env: { PATH: process.env.PATH ?? '' } });
}

it('output that cannot be written is one line and exit 2, and the work is done all the same', () => {
  const { status, stderr, stdout } = doctorUnder('"$@" > /dev/full; code=$?; ls d/doctor_latest.json; exit $code');
  expect([status, stdout]).toEqual([2, 'd/doctor_latest.json\n']);
  expect(stderr).toBe('ERROR: the output of mk cannot be written (ENOSPC); make room there or send it elsewhere\n');
});

it('errors that cannot be written leave the exit code', () => {
  expect(doctorUnder('"$@" --nonsense 2> /dev/full')).toMatchObject({ status: 2, stdout: '', stderr: '' });
});

it('a folder that was deleted under the person is one line and exit 2', () => {
  const { status, stderr, stdout } = doctorUnder('mkdir gone && cd gone && rmdir ../gone && exec "$@"');
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toBe('ERROR: the folder that you are in does not exist any more; change into another one\n');
});
