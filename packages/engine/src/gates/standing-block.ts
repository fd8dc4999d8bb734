import type { GateFacts } from './gate-facts.ts';
import { killGate, licenseGate, modeGate, passportGate, secondLockGate } from './gates.ts';

/**
 * The first reason that would block an apply right now, before there is a plan, null when none would: mode, kill switch,
 * licence, passport (judged on `predictEffect`), second lock. Decides whether the reason of an earlier `blocked` has gone.
 */
export function standingBlock(facts: Partial<GateFacts>): string | null {
  const reasons = [
    modeGate('apply').judge(facts),
    killGate(facts, 'apply').reason,
    licenseGate.judge(facts),
    passportGate.judge(facts),
    secondLockGate.judge(facts),
  ];
  return reasons.find((reason) => reason !== null) ?? null;
}
