import { delimiter, join } from 'node:path';
import type { Io } from '../../cli/io.ts';
import { findOnPath, isReadableFile } from '../../io/find-on-path.ts';
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
function findKubectl(io: Pick<Io, 'env' | 'cwd'>): string | null {
  return findOnPath(io, io.env.KUBECTL || 'kubectl');
}
