import { PLAN_STATES, type PlanState, TERMINAL_PLAN_STATES } from '@modekeeper/contracts';
import { canTransition } from '@modekeeper/engine';
import { describe, expect, it } from 'vitest';
import { actionsIn, approveForbidden } from './plan-actions.ts';

describe('actionsIn', () => {
  it('offers nothing that the table of states does not have', () => {
    for (const state of PLAN_STATES) {
      const { approve, cancel, reject, resolve } = actionsIn(state);
      if (approve === 'offered') expect(canTransition(state, 'approved')).toBe(true);
      if (reject) expect(canTransition(state, 'rejected')).toBe(true);
      if (cancel !== null) expect(canTransition(state, 'cancelled')).toBe(true);
      if (resolve) expect(canTransition(state, 'rolled_back')).toBe(true);
    }
  });

  it('offers nothing at an end', () => {
    for (const state of TERMINAL_PLAN_STATES)
      expect(actionsIn(state)).toEqual({ approve: null, reject: false, cancel: null, resolve: false });
  });
});

describe('approveForbidden', () => {
  const facts = {
    plan: { state: 'verified' as PlanState, expires_at: '2026-01-01T00:00:10Z', effect_digest: 'e' },
    cluster: { state: 'active', mode: 'apply' },
    role_reason: null,
    now_ms: Date.parse('2026-01-01T00:00:00Z'),
  };
  it('allows what nothing speaks against, also while the cluster is not known', () => {
    expect(approveForbidden(facts)).toBeNull();
    expect(approveForbidden({ ...facts, cluster: undefined })).toBeNull();
  });

  it.each([
    ['role', { role_reason: 'Your role here is viewer.' }],
    ['too early', { plan: { ...facts.plan, state: 'verifying' as const } }],
    ['decided', { plan: { ...facts.plan, state: 'rejected' as const } }],
    ['expired', { now_ms: Date.parse('2026-01-01T00:00:10Z') }],
    ['unproved', { plan: { ...facts.plan, effect_digest: null } }],
    ['unconfirmed', { cluster: { state: 'awaiting_confirmation', mode: 'apply' } }],
    ['mode', { cluster: { state: 'active', mode: null } }],
  ])('says why not: %s', (_name, change) => {
    expect(approveForbidden({ ...facts, ...change })).toMatch(/\.$/);
  });
});
