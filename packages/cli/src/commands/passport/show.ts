import { artifactJson, isModeKeeperError, type Passport } from '@modekeeper/contracts';
import { passportTemplate } from '@modekeeper/engine';
import { refuse } from '../../cli/refuse.ts';
import type { Run } from '../../cli/spec.ts';

/** `mk passport show`: the template, its members in the contract's order; with `--document` as a passport.v0 file holds it. */
export const runShow: Run = async (io, flags) => {
  const name = flags.text('template');
  const text = flags.switch('document') ? artifactJson(templateOf(name)) : templateText(name);
  io.out(text.trimEnd());
  return 0;
};

/** A template as `mk passport show` prints it, final newline included. @throws Refusal when there is none of that name */
export function templateText(name: string): string {
  return `${JSON.stringify(shown(templateOf(name)), null, 2)}\n`;
}

function templateOf(name: string): Passport {
  try {
    return passportTemplate(name);
  } catch (error) {
    // The contract's message is the whole line.
    if (isModeKeeperError(error)) refuse(error.message, error);
    throw error;
  }
}

/** Hot and cold actuators stand as members of their own here, and only here (contract page `passports`). */
function shown(passport: Passport) {
  const { allowed_actuators, allowed_chords, cooldowns, description, gates, invariants, limits, name, schema_version } = passport;
  return {
    schema_version,
    name,
    description,
    allowed_chords,
    allowed_actuators_hot: allowed_actuators.hot,
    allowed_actuators_cold: allowed_actuators.cold,
    limits,
    invariants,
    cooldowns,
    gates,
  };
}
