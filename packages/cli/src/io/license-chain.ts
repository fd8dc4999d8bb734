import { join } from 'node:path';
import { artifactJson, isJsonObject, isModeKeeperError, strictParse, type TrustState } from '@modekeeper/contracts';
import type { Kubectl } from '@modekeeper/kube/kubectl';
import {
  type BindingFacts,
  type LicenseChainInput,
  MISSING,
  type PublicKeys,
  parseKeyringFile,
  readTrustState,
  type TrustFile,
} from '@modekeeper/trust';
import type { Flags } from '../cli/flags.ts';
import type { Io } from '../cli/io.ts';
import { writeWhole } from './files.ts';
import { contentOf, findTrustFile, trustFolder } from './trust-paths.ts';

type Place = Pick<Io, 'env' | 'cwd' | 'home' | 'now'>;

/** Whom a chain is verified against: flag group TRUST. */
export type TrustFlags = { root_public_keys?: string; issuer_keyset?: string; revocation_list?: string };

/** The TRUST flags of a call. */
export function trustFlags(flags: Flags): TrustFlags {
  const given = (key: keyof TrustFlags, name: string) => {
    const value = flags.optional(name);
    return value === undefined ? {} : { [key]: value };
  };
  return {
    ...given('root_public_keys', 'root-public-keys'),
    ...given('issuer_keyset', 'issuer-keyset'),
    ...given('revocation_list', 'revocation-list'),
  };
}

/** Keys of the roots: flag, else variable, else the person's own file. */
export function rootKeys(io: Place, { root_public_keys }: TrustFlags): PublicKeys {
  const file = findTrustFile(io, {
    flag: root_public_keys,
    variable: 'MODEKEEPER_LICENSE_PUBLIC_KEYS_PATH',
    name: 'license_public_keys.json',
  });
  return parseKeyringFile(contentOf(file));
}

/** Everything that a chain is verified with on this machine, but what it is verified for. */
export function chainInput(
  io: Place,
  trust: TrustFlags,
  facts: { license: TrustFile; bindings: BindingFacts; freshness?: TrustFile },
): Omit<LicenseChainInput, 'purpose'> {
  return {
    license: facts.license,
    keyset: findTrustFile(io, {
      flag: trust.issuer_keyset,
      variable: 'MODEKEEPER_ISSUER_KEYSET_PATH',
      name: 'issuer_keyset.json',
    }),
    revocation_list: findTrustFile(io, {
      flag: trust.revocation_list,
      variable: 'MODEKEEPER_REVOCATION_LIST_PATH',
      name: 'revocation_list.json',
    }),
    freshness: facts.freshness ?? MISSING,
    roots: rootKeys(io, trust),
    clocks: { own: Math.floor(io.now() / 1_000), api_server: null },
    trust_state: readTrustState(findTrustFile(io, { flag: undefined, variable: '', name: 'trust_state.json' })),
    bindings: facts.bindings,
    require_fresh: false,
  };
}

/** Keeps what was accepted. What could not be read stays as it is: it may hold more than we know. */
export function keepTrustState(io: Pick<Io, 'home'>, state: TrustState | null): void {
  if (state !== null) writeWhole(join(trustFolder(io), 'trust_state.json'), artifactJson(state), 0o600);
}

const UNKNOWN: BindingFacts = { kube_context: null, cluster_uid: null };

/** Where this is, as far as the licence asks: kubectl is called only for one that is bound. */
export async function bindingFacts(kubectl: Kubectl, license: TrustFile): Promise<BindingFacts> {
  if (!isBound(license)) return UNKNOWN;
  const [context, uid] = await Promise.all([
    kubectl(['config', 'current-context']),
    kubectl(['get', 'namespace', 'kube-system', '-o', 'jsonpath={.metadata.uid}']),
  ]);
  const answer = ({ rc, stdout }: typeof context) => (rc === 0 && stdout.trim() !== '' ? stdout.trim() : null);
  return { kube_context: answer(context), cluster_uid: answer(uid) };
}

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
