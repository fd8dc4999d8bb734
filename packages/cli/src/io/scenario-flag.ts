import { SCENARIOS, type Scenario } from '@modekeeper/telemetry/scenarios';
import type { Flags } from '../cli/flags.ts';
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

/** The scenario of `--scenario`, whose choices are these. */
export function scenarioOf(flags: Flags): Scenario {
  const name = flags.text('scenario');
  const found = SCENARIOS.find((scenario) => scenario === name);
  if (found === undefined) throw new Error(`no scenario is called ${name}`);
  return found;
}
