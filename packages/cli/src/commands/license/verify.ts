import type { LicenseVerify } from '@modekeeper/contracts';
import { type Kubectl, kubectlRunner } from '@modekeeper/kube/kubectl';
import { type BindingFacts, MISSING, type TrustFile, verifyLicenseChain, verifyLicenseDirect } from '@modekeeper/trust';
import type { Flags } from '../../cli/flags.ts';
import type { Io } from '../../cli/io.ts';
import type { Run } from '../../cli/spec.ts';
import { writeArtifact } from '../../io/files.ts';
import { kubectlOf } from '../../io/kubectl.ts';
import { bindingFacts, chainInput, keepTrustState, rootKeys, trustFlags } from '../../io/license-chain.ts';
import { resolveFrom } from '../../io/paths.ts';
import { findTrustFile, readTrustFile } from '../../io/trust-paths.ts';

/** `mk license verify`: the first check that fails, in the contract's order; exit 0 only for a licence that is ok. */
export const runLicenseVerify: Run = async (io, flags) => {
  const license = findTrustFile(io, {
    flag: flags.optional('license'),
    variable: 'MODEKEEPER_LICENSE_PATH',
    name: 'license.json',
  });
  // Looked for only when a licence asks: one that is not bound needs no kubectl.
  const kubectl: Kubectl = (...call) =>
    (io.env.KUBECTL ? kubectlOf(io) : kubectlRunner(flags.text('kubectl'), { env: io.env, cwd: io.cwd }))(...call);
  const bindings = await bindingFacts(kubectl, license);
  const report = flags.switch('trust-chain')
    ? await verifyChain(io, flags, license, bindings)
    : await verifyLicenseDirect({
        license,
        public_keys: rootKeys(io, trustFlags(flags)),
        now: Math.floor(io.now() / 1_000),
        bindings,
      });
  writeArtifact(resolveFrom(io, flags.text('out')), 'license_verify_latest.json', report);
  if (report.license_ok) return 0;
  const detail = report.failure_detail === null ? '' : ` (${report.failure_detail})`;
  io.err(`ERROR: ${report.reason}: ${report.failure_code}${detail}`);
  return 2;
};

async function verifyChain(io: Io, flags: Flags, license: TrustFile, bindings: BindingFacts): Promise<LicenseVerify> {
  const named = flags.optional('revocation-freshness');
  const freshness = named === undefined ? MISSING : readTrustFile(resolveFrom(io, named));
  const input = chainInput(io, trustFlags(flags), { license, bindings, freshness });
  const { report, trust_state } = await verifyLicenseChain({ ...input, purpose: 'verify' });
  keepTrustState(io, trust_state);
  return report;
}
