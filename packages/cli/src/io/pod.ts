import { join } from 'node:path';
import { SERVICE_ACCOUNT_DIR } from '@modekeeper/kube/in-cluster';
import type { Io } from '../cli/io.ts';
import { readOrNull } from './files.ts';

/** Whether kubectl reaches the API server without a context: in a pod, with the credentials of its service account. */
export function isInPod({ env }: Pick<Io, 'env'>, folder = SERVICE_ACCOUNT_DIR): boolean {
  return (env.KUBERNETES_SERVICE_HOST ?? '') !== '' && readOrNull(join(folder, 'token')) !== null;
}
