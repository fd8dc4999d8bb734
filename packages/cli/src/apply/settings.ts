import type { Passport } from '@modekeeper/contracts';
import type { Flags } from '../cli/flags.ts';
import type { Io } from '../cli/io.ts';
import { type TrustFlags, trustFlags } from '../io/license-chain.ts';
import { loadPassport } from '../io/passport.ts';

/** What flag group APPLY asks for, checked. */
export type ApplySettings = {
  /** As given; null: look where the contract says. */
  license_path: string | null;
  trust: TrustFlags;
  passport: Passport | null;
  require_passport: boolean;
  approve_advanced: boolean;
  rollout_timeout_ms: number;
};

/** Reads the flags of APPLY_FLAGS. @throws Refusal for a passport that is none */
export function applySettings(io: Pick<Io, 'cwd'>, flags: Flags): ApplySettings {
  const passport = flags.optional('passport');
  return {
    license_path: flags.optional('license-path') ?? null,
    trust: trustFlags(flags),
    passport: passport === undefined ? null : loadPassport(io, passport),
    require_passport: flags.switch('require-passport'),
    approve_advanced: flags.switch('approve-advanced'),
    rollout_timeout_ms: flags.duration('rollout-timeout'),
  };
}
