import { describe, expect, it } from 'vitest';
import type { Api } from '../../api/types.ts';
import { changeLabel, evidenceWindows, planMarkers, sentPlans } from './plan-overlays.ts';

const change = (knob: string, from: number | null, to: number | null) => ({
  ...{ knob, from, to, temperature: 'cold' as const, chord: 'BURST-ABSORB', reason: 'latency_burst' },
});
const plan = (over: Partial<Api<'Plan'>>): Api<'Plan'> =>
  ({
    id: 'pl_1',
    kind: 'apply',
    state: 'confirmed',
    changes: [change('concurrency', 1, 4)],
    target: { kind: 'Deployment', namespace: 'train', name: 'trainer', uid: 'u' },
    dispatched_at: '2026-03-04T13:00:00.000Z',
    updated_at: '2026-03-04T13:05:00.000Z',
    ...over,
  }) as Api<'Plan'>;
const WORKLOAD = { namespace: 'train', name: 'trainer' };

describe('sentPlans', () => {
  it('leaves out what never reached the workload, and what belongs to another', () => {
    const plans = [
      plan({ id: 'pl_sent' }),
      plan({ id: 'pl_waiting', state: 'verified', dispatched_at: null }),
      plan({ id: 'pl_refused', state: 'blocked' }),
      plan({ id: 'pl_other', target: { kind: 'Deployment', namespace: 'train', name: 'other', uid: 'u' } }),
    ];
    expect(sentPlans(plans, WORKLOAD).map(({ id }) => id)).toEqual(['pl_sent']);
  });
});

describe('planMarkers', () => {
  it('marks the change where it was sent, and where it was taken back', () => {
    expect(planMarkers([plan({ state: 'rolled_back' })])).toEqual([
      { at_ms: Date.UTC(2026, 2, 4, 13), label: 'concurrency 1 → 4' },
      { at_ms: Date.UTC(2026, 2, 4, 13, 5), label: 'rolled back', color: 'warn' },
    ]);
  });
});

describe('changeLabel', () => {
  it('names the changes as the plan list does, and counts those that a marker has no room for', () => {
    const both = [change('concurrency', null, 4), change('microbatch_size', 8, 16)];
    expect(changeLabel(both)).toBe('concurrency unset → 4, microbatch 8 → 16');
    expect(changeLabel([...both, change('timeout_ms', 1_000, 2_000)])).toBe(
      'concurrency unset → 4, microbatch 8 → 16 and 1 more',
    );
  });
});

describe('evidenceWindows', () => {
  const detail = (signals: string[]) =>
    ({
      documents: [{ kind: 'plan', payload: { evidence: { window_start_ms: 1, window_end_ms: 2, signals } } }],
    }) as unknown as Api<'PlanDetail'>;

  it('takes the colour of the signal everywhere, and shades an unknown one too', () => {
    expect(evidenceWindows([detail(['burst']), detail(['vibration']), detail([])])).toEqual([
      { from_ms: 1, to_ms: 2, label: 'burst', color: 's-burst' },
      { from_ms: 1, to_ms: 2, label: 'vibration', color: 'info' },
      { from_ms: 1, to_ms: 2, label: 'evidence', color: 'info' },
    ]);
  });

  it('shades nothing for a plan whose document is not there', () => {
    expect(evidenceWindows([{ documents: [] } as unknown as Api<'PlanDetail'>])).toEqual([]);
  });
});
