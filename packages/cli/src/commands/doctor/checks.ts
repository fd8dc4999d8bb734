import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import type { Io } from '../../cli/io.ts';
import { resolveFrom } from '../../io/paths.ts';

export type Check = { label: string; ok: boolean; hint: string };
type Place = Pick<Io, 'env' | 'cwd' | 'home'>;

/** The checks of `doctor.v1`, in their order. */
export function doctorChecks(io: Place): Check[] {
  const kubeconfig = kubeconfigPath(io);
  return [
    { label: 'mk runnable', ok: true, hint: 'mk runs.' },
    {
      label: 'kubectl present',
      ok: findKubectl(io) !== null,
      hint: 'Install kubectl, or name an executable file in KUBECTL; without it mk works on files only.',
    },
    {
      label: `kubeconfig readable (${kubeconfig})`,
      ok: isReadableFile(resolveFrom(io, kubeconfig)),
      hint: 'Point KUBECONFIG at a readable file; without it mk works on files only.',
    },
  ];
}

/** The first file that KUBECONFIG names, else the one in the person's home. */
function kubeconfigPath({ env, home }: Place): string {
  const named = (env.KUBECONFIG ?? '').split(delimiter).find((part) => part !== '');
  return named ?? join(home, '.kube', 'config');
}

/** Path of the kubectl that would run: KUBECTL, else from PATH; null when there is none that can be executed. */
export function findKubectl({ cwd, env }: Pick<Io, 'env' | 'cwd'>): string | null {
  const wanted = env.KUBECTL === undefined || env.KUBECTL === '' ? 'kubectl' : env.KUBECTL;
  if (wanted.includes('/') || isAbsolute(wanted)) {
    const path = resolveFrom({ cwd }, wanted);
    return isExecutable(path) ? path : null;
  }
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, wanted)).find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  return isAllowed(path, constants.X_OK) && statSync(path).isFile();
}

function isReadableFile(path: string): boolean {
  return isAllowed(path, constants.R_OK) && statSync(path).isFile();
}

function isAllowed(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}
