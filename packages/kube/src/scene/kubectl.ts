import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binaryPath, writeKubeconfig } from '@modekeeper/cluster';
import { inject, onTestFinished } from 'vitest';
import type { KubectlProgram } from '../kubectl/run-kubectl.ts';

/** The real kubectl for whoever holds a token, with a home of its own. */
export function kubectlProgram(token: string = inject('adminToken'), server: string = inject('apiServer')): KubectlProgram {
  const home = mkdtempSync(join(tmpdir(), 'mk-kubectl-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const kubeconfig = join(home, 'kubeconfig');
  writeKubeconfig(kubeconfig, { server, caFile: inject('caFile'), token, user: 'scene' });
  return { binary: binaryPath('kubectl'), cwd: home, env: { PATH: process.env.PATH ?? '', HOME: home, KUBECONFIG: kubeconfig } };
}
