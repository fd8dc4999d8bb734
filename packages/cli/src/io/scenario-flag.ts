import { SCENARIOS } from '@modekeeper/telemetry/scenarios';
import type { FlagSpec } from '../cli/spec.ts';

/** `--scenario` of everything that can run on synthetic data. */
export const SCENARIO_FLAG: FlagSpec = {
  name: 'scenario',
  kind: 'text',
  value: 'NAME',
  default: 'drift',
  choices: SCENARIOS,
  help: 'What the made-up data shows.',
};
