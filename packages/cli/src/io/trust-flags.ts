import type { FlagSpec } from '../cli/spec.ts';

/** Flag group TRUST of the contract. */
export const TRUST_FLAGS: readonly FlagSpec[] = [
  {
    name: 'root-public-keys',
    kind: 'text',
    value: 'FILE',
    help: 'Keyring of trusted public keys (default MODEKEEPER_LICENSE_PUBLIC_KEYS_PATH, then ~/.config/modekeeper).',
  },
  {
    name: 'issuer-keyset',
    kind: 'text',
    value: 'FILE',
    help: 'Root-signed keyset of issuers (default MODEKEEPER_ISSUER_KEYSET_PATH, then ~/.config/modekeeper).',
  },
  {
    name: 'revocation-list',
    kind: 'text',
    value: 'FILE',
    help: 'Root-signed revocation list (default MODEKEEPER_REVOCATION_LIST_PATH, then ~/.config/modekeeper).',
  },
];
