import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildCli } from '../../build.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the program that was packed for this run. */
    mk_program: string;
    /** The tarball that it came from. */
    mk_tarball: string;
  }
}

/** Packs the CLI as it is published and unpacks it as npm would, once for a run of tests. */
export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'mk-packed-'));
  const dist = await buildCli(join(folder, 'dist'));
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
      cwd: dist,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  ) as [{ filename: string }];
  execFileSync('tar', ['-xzf', join(folder, filename), '-C', folder]);
  project.provide('mk_tarball', join(folder, filename));
  project.provide('mk_program', join(folder, 'package', 'mk.js'));
  return () => rmSync(folder, { recursive: true, force: true });
}
