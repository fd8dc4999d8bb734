import { SCENARIOS, type Scenario } from '@modekeeper/telemetry/scenarios';
import type { Flags } from '../cli/flags.ts';

/** The scenario of `--scenario`, whose choices are these. */
export function scenarioOf(flags: Flags): Scenario {
  const name = flags.text('scenario');
  const found = SCENARIOS.find((scenario) => scenario === name);
  if (found === undefined) throw new Error(`no scenario is called ${name}`);
  return found;
}
