import type { PlanItem, Verdict } from '@modekeeper/engine';
import { visible } from '../cli/visible.ts';
import type { Block } from './run-gates.ts';
import type { Sent } from './send-plan.ts';

/** The stderr line of a blocked apply, without `ERROR: ` (contract page `cli`, "stderr lines that are contract"). */
export function blockedLine({ detail, reason }: Block, signal: string | null): string {
  if (reason === 'kill_switch_active') {
    const from = signal === null || signal === 'env:MODEKEEPER_KILL_SWITCH' ? '' : ` (signal: ${signal})`;
    return `MODEKEEPER_KILL_SWITCH=1 blocks apply/mutate operations${from}`;
  }
  if (reason === 'verify_missing' || reason === 'verify_failed') return 'verify_ok=true is required for apply/mutate operations';
  if (reason === 'license_missing')
    return 'apply blocked: license_missing (use --license-path, MODEKEEPER_LICENSE_PATH, or ./modekeeper.license.json)';
  if (reason === 'license_invalid' || detail === null) return `apply blocked: ${reason}`;
  return `apply blocked: ${reason} (${visible(detail)})`;
}

/** The stderr line of an apply that failed: what, and what became of it. */
export function failedLine({ checked, results, rollback }: Sent, items: readonly PlanItem[]): string {
  const index = results.findIndex(({ reason }) => reason !== 'applied');
  const item = items[index];
  const stands = standsLine(rollback?.verdict ?? null);
  if (item !== undefined) {
    const { detail, reason } = results[index] ?? { detail: null, reason: 'failed' };
    const why = detail === null ? reason : `${reason}: ${visible(detail)}`;
    return `apply failed at deployment ${item.name} in ${item.namespace} (${why}); ${stands}`;
  }
  const checks = checked.flatMap(({ rollout, telemetry, values }) => [values, rollout, telemetry]);
  const found = checks.find(({ verdict }) => verdict === 'fail') ?? checks.find(({ verdict }) => verdict === 'inconclusive');
  return `apply failed its check afterwards (${visible(found?.detail ?? 'no detail')}); ${stands}`;
}

function standsLine(rollback: Verdict | null): string {
  if (rollback === null) return 'nothing was changed';
  if (rollback === 'pass') return 'everything was taken back';
  return `taking it back ended as ${rollback}: look at the objects, and at rollback_attempt_latest.json`;
}
