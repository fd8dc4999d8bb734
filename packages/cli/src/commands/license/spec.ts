import type { CommandSpec, FlagSpec } from '../../cli/spec.ts';

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

export const licenseCommands: readonly CommandSpec[] = [
  {
    path: ['license', 'verify'],
    summary: 'Verify a licence, offline.',
    flags: [
      {
        name: 'license',
        kind: 'text',
        value: 'FILE',
        help: 'The licence (default MODEKEEPER_LICENSE_PATH, then ~/.config/modekeeper/license.json).',
      },
      { name: 'trust-chain', kind: 'switch', help: 'Demand the whole chain root, issuer, licence, as apply does.' },
      ...TRUST_FLAGS,
      { name: 'revocation-freshness', kind: 'text', value: 'FILE', help: 'A freshness statement to check the list against.' },
      { name: 'out', kind: 'text', value: 'FOLDER', default: 'report/_license_verify', help: 'Where the report goes.' },
      {
        name: 'kubectl',
        kind: 'text',
        value: 'BINARY',
        default: 'kubectl',
        help: 'Asked for context and cluster uid when the licence is bound to one.',
      },
    ],
    examples: [
      {
        command: 'mk license verify --license license.json --trust-chain',
        what: 'Exit 0 when it is valid here and now; the report says which check failed first.',
      },
    ],
    load: async () => (await import('./verify.ts')).runLicenseVerify,
  },
];
