import type { Plan, PlanState } from '@modekeeper/contracts';
import { changesInShort } from '@modekeeper/engine/knob-words';
import type { Api } from '../../api/types.ts';
import type { ChartColor, ChartMarker, ChartWindow } from '../../charts/chart-types.ts';
import { SIGNAL_WORDS, signalName } from '../../plans/evidence-words.ts';

/** States in which something of the plan was sent to the cluster, or may have been. */
const SENT: readonly PlanState[] = [
  'applying',
  'checking',
  'confirmed',
  'inconclusive',
  'rolling_back',
  'rolled_back',
  'rollback_conflict',
  'halted_partial',
  'unknown',
  'needs_person',
];

/** A signal of a newer connector, or one without a colour of its own. */
const OTHER_SIGNAL: ChartColor = 'info';

/** As many changes as a marker has room for; the plan says them all. */
const CHANGES_NAMED = 2;

/** `concurrency 1 → 4, prefetch 1 → 2`; further ones as a number. */
export function changeLabel(changes: Api<'Plan'>['changes']): string {
  const more = changes.length - CHANGES_NAMED;
  return changesInShort(changes.slice(0, CHANGES_NAMED)) + (more > 0 ? ` and ${more} more` : '');
}

/** Plans of a workload that reached it, newest first. */
export function sentPlans(plans: readonly Api<'Plan'>[], workload: { namespace: string; name: string }): Api<'Plan'>[] {
  return plans.filter(
    ({ dispatched_at, state, target }) =>
      dispatched_at !== null && SENT.includes(state) && target.namespace === workload.namespace && target.name === workload.name,
  );
}

/** A marker where each plan was sent, and one where it was taken back. */
export function planMarkers(sent: readonly Api<'Plan'>[]): ChartMarker[] {
  return sent.flatMap(({ changes, dispatched_at, kind, state, updated_at }) => {
    if (dispatched_at === null) return [];
    const label = changeLabel(changes);
    const applied = { at_ms: Date.parse(dispatched_at), label: kind === 'rollback' ? `rollback: ${label}` : label };
    if (state !== 'rolled_back') return [applied];
    return [applied, { at_ms: Date.parse(updated_at), label: 'rolled back', color: 'warn' as const }];
  });
}

/** The span of the evidence of each plan, in the colour of its signal. */
export function evidenceWindows(details: readonly Api<'PlanDetail'>[]): ChartWindow[] {
  return details.flatMap(({ documents }) => {
    const evidence = (documents.find(({ kind }) => kind === 'plan')?.payload as Partial<Plan> | undefined)?.evidence;
    if (evidence === undefined) return [];
    const { signals, window_end_ms, window_start_ms } = evidence;
    const [signal = 'evidence'] = signals;
    return [
      {
        from_ms: window_start_ms,
        to_ms: window_end_ms,
        label: signals.map(signalName).join(', ') || signal,
        color: SIGNAL_WORDS[signal]?.color ?? OTHER_SIGNAL,
      },
    ];
  });
}
