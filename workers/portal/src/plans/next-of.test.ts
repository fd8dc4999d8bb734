import { PLAN_STATES } from '@modekeeper/contracts';
import { describe, expect, it } from 'vitest';
import { nextOf } from './next-of.ts';

const NOW = Date.parse('2026-03-04T12:00:00Z');
const plan = (state: (typeof PLAN_STATES)[number], over: { reason?: string; left_ms?: number } = {}) => ({
  state,
  reason: over.reason ?? null,
  expires_at: new Date(NOW + (over.left_ms ?? 3_600_000)).toISOString(),
});

describe('nextOf', () => {
  it('has a word for every state, whether or not somebody gave a reason', () => {
    for (const state of PLAN_STATES) expect(nextOf(plan(state), NOW).words).not.toBe('');
  });

  it('says by when to decide, and that it is too late once it is', () => {
    expect(nextOf(plan('verified'), NOW)).toEqual({ words: 'Decide within 1 h', tone: 'warn' });
    expect(nextOf(plan('verified', { left_ms: -1 }), NOW)).toEqual({ words: 'Time is up', tone: 'plain' });
    expect(nextOf(plan('proposed'), NOW)).toEqual({ words: 'Expires in 1 h', tone: 'plain' });
  });

  it('sends people to what is left half done rather than telling them why it was', () => {
    expect(nextOf(plan('halted_partial', { reason: 'kill_switch_active' }), NOW).words).toBe('Look at what remains');
    expect(nextOf(plan('blocked', { reason: 'kill_switch_active' }), NOW).words).toBe('A kill switch was on.');
  });
});
