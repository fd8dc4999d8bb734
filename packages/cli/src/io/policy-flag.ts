import { POLICIES, type PolicyName } from '@modekeeper/engine/policies';
import type { Flags } from '../cli/flags.ts';
import type { FlagSpec } from '../cli/spec.ts';

/** Flag group POL. */
export const POLICY_FLAG: FlagSpec = {
  name: 'policy',
  kind: 'text',
  value: 'NAME',
  default: 'chord',
  choices: POLICIES,
  help: 'What proposes changes.',
};

/** The policy of `--policy`, whose choices are these. */
export function policyOf(flags: Flags): PolicyName {
  const name = flags.text('policy');
  const found = POLICIES.find((policy) => policy === name);
  if (found === undefined) throw new Error(`no policy is called ${name}`);
  return found;
}
