import type { LiveFinding, PlanState } from '@modekeeper/contracts';
import { TERMINAL_PLAN_STATES } from '@modekeeper/contracts/plan-state-names';
import { describe, expect, it } from 'vitest';
import { signalOf } from './signal-of.ts';

const NOW = 10_000_000;
const plan = (state: PlanState) => ({ state, changes: [{ chord: 'BURST-ABSORB' }] });
const finding = (signals: string[], at_ms: number): LiveFinding => ({
  seq: 1,
  at_ms,
  body: { kind: 'advice', code: 'chord_not_allowed', target: null, detail: '', changes: [], signals, at_ms },
});

describe('the signal of a cluster', () => {
  it('is what its open plan answers', () => {
    expect(signalOf([plan('verified')], [finding(['drift'], NOW)], NOW)).toEqual({ label: 'Burst', color: 's-burst' });
  });
  it('is nothing of a plan that is over, however it ended', () => {
    for (const state of TERMINAL_PLAN_STATES) expect(signalOf([plan(state)], [], NOW)).toBeNull();
  });
  it('is nothing that this page has no words for, names of object members included', () => {
    expect(signalOf([], [finding(['toString'], NOW)], NOW)).toBeNull();
  });
  it('is what the newest finding says where there is no plan', () => {
    expect(signalOf([], [finding(['burst'], NOW), finding(['incident', 'drift'], NOW)], NOW)?.label).toBe('Drift');
  });
  it('is nothing when what was told is old', () => {
    expect(signalOf([], [finding(['burst'], NOW - 20 * 60_000)], NOW)).toBeNull();
  });
});
