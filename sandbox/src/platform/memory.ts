import { availableParallelism, freemem } from 'node:os';
import { ModeKeeperError } from '@modekeeper/contracts';

const NEEDED_MIB = 2_048;

/** The control plane, Kubernetes and the demo take about 1.2 GiB, building it 2 GiB. @throws `memory_low` */
export function requireMemory(free_mib = freemem() / 1024 ** 2, needed_mib = NEEDED_MIB): void {
  if (free_mib >= needed_mib) return;
  throw new ModeKeeperError({
    code: 'memory_low',
    message: `Only ${Math.floor(free_mib)} MiB of memory are free, ${needed_mib} MiB are needed on ${availableParallelism()} cores.`,
    hint: 'Close other programs, or use a larger machine.',
  });
}
