import { join } from 'node:path';
import { artifactJson, isJsonObject, isModeKeeperError, type LicenseVerify, strictParse } from '@modekeeper/contracts';
import { kubectlRunner } from '@modekeeper/kube/kubectl';
import {
  type BindingFacts,
  MISSING,
  parseKeyringFile,
  readTrustState,
  type TrustFile,
  verifyLicenseChain,
  verifyLicenseDirect,
} from '@modekeeper/trust';
import type { Flags } from '../../cli/flags.ts';
import type { Io } from '../../cli/io.ts';
import type { Run } from '../../cli/spec.ts';
import { writeArtifact, writeWhole } from '../../io/files.ts';
import { resolveFrom } from '../../io/paths.ts';
import { contentOf, findTrustFile, readTrustFile, trustFolder } from '../../io/trust-paths.ts';

/** `mk license verify`: the first check that fails, in the contract's order; exit 0 only for a licence that is ok. */
export const runLicenseVerify: Run = async (io, flags) => {
  const license = findTrustFile(io, {
    flag: flags.optional('license'),
    variable: 'MODEKEEPER_LICENSE_PATH',
    name: 'license.json',
  });
  const bindings = isBound(license) ? await bindingFacts(io, flags) : UNKNOWN;
  const report = flags.switch('trust-chain')
    ? await verifyChain(io, flags, license, bindings)
    : await verifyLicenseDirect({ license, public_keys: roots(io, flags), now: seconds(io), bindings });
  writeArtifact(resolveFrom(io, flags.text('out')), 'license_verify_latest.json', report);
  if (report.license_ok) return 0;
  const detail = report.failure_detail === null ? '' : ` (${report.failure_detail})`;
  io.err(`ERROR: ${report.reason}: ${report.failure_code}${detail}`);
  return 2;
};

const UNKNOWN: BindingFacts = { kube_context: null, cluster_uid: null };
const seconds = (io: Pick<Io, 'now'>) => Math.floor(io.now() / 1_000);

function roots(io: Io, flags: Flags) {
  const file = findTrustFile(io, {
    flag: flags.optional('root-public-keys'),
    variable: 'MODEKEEPER_LICENSE_PUBLIC_KEYS_PATH',
    name: 'license_public_keys.json',
  });
  return parseKeyringFile(contentOf(file));
}

async function verifyChain(io: Io, flags: Flags, license: TrustFile, bindings: BindingFacts): Promise<LicenseVerify> {
  const statePath = join(trustFolder(io), 'trust_state.json');
  const freshness = flags.optional('revocation-freshness');
  const { report, trust_state } = await verifyLicenseChain({
    license,
    keyset: findTrustFile(io, {
      flag: flags.optional('issuer-keyset'),
      variable: 'MODEKEEPER_ISSUER_KEYSET_PATH',
      name: 'issuer_keyset.json',
    }),
    revocation_list: findTrustFile(io, {
      flag: flags.optional('revocation-list'),
      variable: 'MODEKEEPER_REVOCATION_LIST_PATH',
      name: 'revocation_list.json',
    }),
    freshness: freshness === undefined ? MISSING : readTrustFile(resolveFrom(io, freshness)),
    roots: roots(io, flags),
    clocks: { own: seconds(io), api_server: null },
    trust_state: readTrustState(findTrustFile(io, { flag: undefined, variable: '', name: 'trust_state.json' })),
    bindings,
    purpose: 'verify',
    require_fresh: false,
  });
  // What could not be read must stay as it is: it may hold more than we know.
  if (trust_state !== null) writeWhole(statePath, artifactJson(trust_state), 0o600);
  return report;
}

/** Whether the licence names a context or cluster at all; only then is kubectl asked. */
function isBound(license: TrustFile): boolean {
  if (license.kind !== 'present') return false;
  try {
    const value = strictParse(license.content, { numbers: 'unchecked' });
    return isJsonObject(value) && isJsonObject(value.bindings) && Object.keys(value.bindings).length > 0;
  } catch (error) {
    // What cannot be read is refused by the verification itself, with its code.
    if (isModeKeeperError(error)) return false;
    throw error;
  }
}

async function bindingFacts(io: Io, flags: Flags): Promise<BindingFacts> {
  const kubectl = kubectlRunner(io.env.KUBECTL || flags.text('kubectl'), { env: io.env, cwd: io.cwd });
  const [context, uid] = await Promise.all([
    kubectl(['config', 'current-context']),
    kubectl(['get', 'namespace', 'kube-system', '-o', 'jsonpath={.metadata.uid}']),
  ]);
  const answer = ({ rc, stdout }: typeof context) => (rc === 0 && stdout.trim() !== '' ? stdout.trim() : null);
  return { kube_context: answer(context), cluster_uid: answer(uid) };
}
