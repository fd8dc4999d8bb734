import type { Passport } from '@modekeeper/contracts';
import type { LoopLimits, PolicyName } from '@modekeeper/engine';
import type { Scenario } from '@modekeeper/telemetry';
import { type ApplySettings, applySettings } from '../../apply/settings.ts';
import type { Flags } from '../../cli/flags.ts';
import type { Io } from '../../cli/io.ts';
import { policyOf } from '../../io/policy-flag.ts';
import { scenarioOf } from '../../io/scenario-flag.ts';
import { type ObserveRequest, observeRequest, targetOf } from '../../observe/collect.ts';

/** What the person asked a closed loop to do, checked. */
export type LoopSettings = {
  request: ObserveRequest;
  /** Null unless the source is synthetic. */
  scenario: Scenario | null;
  /** Synthetic data whose scenario nobody chose. */
  synthetic_default: boolean;
  namespace: string;
  deployment: string;
  detector: string;
  policy: PolicyName;
  passport: Passport | null;
  limits: LoopLimits;
  record_path: string | null;
  /** Null: a dry run. */
  apply: ApplySettings | null;
};

/** Reads the flags of `closed-loop run` and `watch`. @throws Refusal */
export function loopSettings(io: Pick<Io, 'cwd'>, flags: Flags): LoopSettings {
  const chosen = scenarioOf(flags);
  const request = observeRequest(flags, 'observe-', { scenario: chosen });
  const isSynthetic = request.source === 'synthetic';
  const apply = applySettings(io, flags);
  return {
    request,
    scenario: isSynthetic ? chosen : null,
    synthetic_default: isSynthetic && !flags.isGiven('scenario'),
    ...targetOf(flags),
    detector: flags.text('detector'),
    policy: policyOf(flags),
    passport: apply.passport,
    limits: {
      cooldown_s: Math.max(0, flags.int('cooldown-s')),
      max_delta_per_step: Math.max(0, flags.int('max-delta-per-step')),
    },
    record_path: flags.optional('observe-record-raw') ?? null,
    apply: flags.switch('apply') ? apply : null,
  };
}
