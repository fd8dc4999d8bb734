import type { CommandSpec } from '../../cli/spec.ts';
import { TRUST_FLAGS } from '../../io/trust-flags.ts';

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
