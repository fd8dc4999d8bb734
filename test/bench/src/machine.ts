import { arch, availableParallelism, cpus, loadavg, platform, totalmem } from 'node:os';
import { rounded } from './quantiles.ts';

/** What the figures depend on; the load tells whether other work ran at the time. No names of the machine. */
export function machineFacts() {
  return {
    platform: `${platform()}-${arch()}`,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memory_mib: Math.round(totalmem() / 1024 ** 2),
    node: process.versions.node,
    load_1m: rounded(loadavg()[0] ?? 0),
  };
}
