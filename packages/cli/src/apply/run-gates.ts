import { existsSync } from 'node:fs';
import type { LicenseGate } from '@modekeeper/contracts';
import type { Kubectl } from '@modekeeper/kube/kubectl';
import { applyLicenseGate, MISSING, type TrustFile } from '@modekeeper/trust';
import type { Io } from '../cli/io.ts';
import { type KillSwitch, readKillSwitch } from '../io/kill-switch.ts';
import { bindingFacts, chainInput, keepTrustState } from '../io/license-chain.ts';
import { resolveFrom } from '../io/paths.ts';
import { readTrustFile } from '../io/trust-paths.ts';
import type { ApplySettings } from './settings.ts';

export type ApplyGate = 'kill_switch' | 'license' | 'verify' | 'passport' | 'approval';
export type GateRow = { gate: ApplyGate; ok: boolean; reason: string | null };
/** What stops an apply. `detail` is for people. */
export type Block = { gate: ApplyGate; reason: string; detail: string | null };

/** Gates 1 and 2 as judged; whatever plan comes. */
export type RunGates = {
  kill: KillSwitch;
  /** Null: not reached. `require_passport`: the licence demands a passport. */
  license: (LicenseGate & { require_passport: boolean }) | null;
  rows: GateRow[];
  block: Block | null;
};

/** Judges kill switch and licence (contract page `kubernetes`, gates 1 and 2); the first hit ends it. */
export async function judgeRunGates(
  io: Pick<Io, 'env' | 'cwd' | 'home' | 'now'>,
  kubectl: Kubectl,
  settings: ApplySettings,
): Promise<RunGates> {
  const kill = readKillSwitch(io);
  if (kill.active) {
    const block: Block = { gate: 'kill_switch', reason: 'kill_switch_active', detail: kill.signal };
    return { kill, license: null, rows: [rowOf('kill_switch', block)], block };
  }
  const { path, file } = findLicense(io, settings.license_path);
  const input = chainInput(io, settings.trust, { license: file, bindings: await bindingFacts(kubectl, file) });
  const { gate, verification } = await applyLicenseGate(input, path);
  if (verification !== null) keepTrustState(io, verification.trust_state);
  const block: Block | null =
    gate.block_reason === null
      ? null
      : { gate: 'license', reason: gate.block_reason, detail: verification?.report.failure_detail ?? null };
  return {
    kill,
    license: { ...gate, require_passport: verification?.require_passport ?? false },
    rows: [rowOf('kill_switch', null), rowOf('license', block)],
    block,
  };
}

/** The row of a gate in `checks.gates[]`. */
export function rowOf(gate: ApplyGate, block: Block | null): GateRow {
  return { gate, ok: block === null, reason: block?.reason ?? null };
}

const HERE = './modekeeper.license.json';

/** `--license-path`, else MODEKEEPER_LICENSE_PATH, else the file of the working directory when it is there; never the home folder. */
function findLicense(io: Pick<Io, 'env' | 'cwd'>, flag: string | null): { path: string | null; file: TrustFile } {
  const named = flag ?? (io.env.MODEKEEPER_LICENSE_PATH || null);
  if (named !== null) return { path: named, file: readTrustFile(resolveFrom(io, named)) };
  const own = resolveFrom(io, HERE);
  return existsSync(own) ? { path: HERE, file: readTrustFile(own) } : { path: null, file: MISSING };
}
