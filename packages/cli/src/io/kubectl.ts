import { existsSync } from 'node:fs';
import { type Kubectl, kubectlRunner } from '@modekeeper/kube/kubectl';
import type { Io } from '../cli/io.ts';
import { refuse } from '../cli/refuse.ts';
import { isProgram } from './find-on-path.ts';
import { resolveFrom } from './paths.ts';

/** kubectl as the person has it: `KUBECTL`, else the one of PATH. @throws Refusal when KUBECTL names a file that cannot be run */
export function kubectlOf(io: Pick<Io, 'env' | 'cwd'>): Kubectl {
  const named = io.env.KUBECTL || 'kubectl';
  const path = named.includes('/') ? resolveFrom(io, named) : named;
  if (named.includes('/') && existsSync(path) && !isProgram(path))
    refuse(`KUBECTL names ${named}, which is not an executable file; name kubectl itself or leave KUBECTL unset`);
  return kubectlRunner(path, { env: { ...io.env }, cwd: io.cwd });
}
