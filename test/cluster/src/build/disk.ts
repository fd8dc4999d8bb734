import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { ModeKeeperError } from '@modekeeper/contracts';

const GIB = 1024 ** 3;

/** Peak of module cache, build cache and binaries while all of them are made: 7 GB measured, plus room. */
export const BUILD_DISK_BYTES = 8 * GIB;

/** Bytes that a user may still write below `folder` (or its nearest existing parent). */
export function freeBytes(folder: string): number {
  let existing = folder;
  while (!existsSync(existing)) existing = dirname(existing);
  const stat = statfsSync(existing);
  return stat.bavail * stat.bsize;
}

/** Refuses with `configuration_invalid` when there is not enough room to build. `available` is in bytes. */
export function requireDisk(folder: string, available: number = freeBytes(folder)): void {
  if (available >= BUILD_DISK_BYTES) return;
  const gib = (bytes: number) => (bytes / GIB).toFixed(1);
  throw new ModeKeeperError({
    code: 'configuration_invalid',
    message: `Building the sandbox's Kubernetes control plane needs ${gib(BUILD_DISK_BYTES)} GiB in ${folder} for about eight minutes (0.5 GiB stay); only ${gib(available)} GiB are free.`,
    hint: 'Free some space, point XDG_CACHE_HOME at a larger disk, or use a cluster of yours: npm start -- --kubeconfig FILE --namespace NS --target deployment/NAME.',
  });
}
