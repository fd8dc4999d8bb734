import type { Io } from '../../cli/io.ts';
import type { Timing } from '../../io/times.ts';
import { doctorChecks } from './checks.ts';

/** `doctor.v1` (contract page `evidence`): what mk needs on this machine, check by check. */
export function doctorReport(io: Pick<Io, 'env' | 'cwd' | 'home'>, timing: Timing, key_artifacts: readonly string[]) {
  const checks = doctorChecks(io);
  const ok = checks.every((check) => check.ok);
  return { schema_version: 'doctor.v1', ...timing.finish(), ok, checks, key_artifacts };
}
