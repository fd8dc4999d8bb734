import type { PlanState } from '@modekeeper/contracts';

/** The usual reason of an end, as the connector or the control plane would give it. */
const REASONS: Partial<Record<PlanState, string>> = {
  confirmed: 'checks_passed',
  inconclusive: 'not_acknowledged',
  blocked: 'cooldown_active',
  verify_failed: 'dry_run_failed',
  diff_unstable: 'diff_unstable',
  halted_partial: 'kill_switch_active',
  needs_person: 'journal_lost',
};

export const reasonFor = (state: PlanState): string | null => REASONS[state] ?? null;
