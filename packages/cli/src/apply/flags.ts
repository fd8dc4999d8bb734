import type { FlagSpec } from '../cli/spec.ts';
import { TRUST_FLAGS } from '../io/trust-flags.ts';

/** Flag `--passport` of everything that a passport limits. */
const PASSPORT_FLAG: FlagSpec = {
  name: 'passport',
  kind: 'text',
  value: 'FILE|TEMPLATE',
  help: 'Passport whose limits hold: a file, or the name of a template.',
};

/** Flag group APPLY of the contract. */
export const APPLY_FLAGS: readonly FlagSpec[] = [
  {
    name: 'license-path',
    kind: 'text',
    value: 'FILE',
    help: 'The licence (default MODEKEEPER_LICENSE_PATH, then ./modekeeper.license.json).',
  },
  ...TRUST_FLAGS,
  PASSPORT_FLAG,
  { name: 'require-passport', kind: 'switch', help: 'Apply nothing without a passport.' },
  { name: 'approve-advanced', kind: 'switch', help: 'Allow timeout_ms and comm_bucket_mb to be changed.' },
  {
    name: 'rollout-timeout',
    kind: 'duration',
    value: 'TIME',
    default: '300s',
    help: 'How long each rollout may take before the change is taken back.',
  },
];
