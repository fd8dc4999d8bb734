import { PLAN_STATES, TERMINAL_PLAN_STATES } from '@modekeeper/contracts';
import { expect, it } from 'vitest';
import { GROUP_WORDS, isInGroup, PLAN_GROUPS } from './state-groups.ts';

it('every state is under way, waits, ended badly or ended in peace; none is in two groups', () => {
  const peaceful = ['confirmed', 'rejected', 'cancelled', 'expired', 'superseded'];
  for (const state of PLAN_STATES) {
    const groups = PLAN_GROUPS.filter((group) => group !== 'all' && isInGroup(state, group));
    expect([state, groups.length]).toEqual([state, peaceful.includes(state) ? 0 : 1]);
    expect(isInGroup(state, 'all')).toBe(true);
  }
});

it('only what can still change waits or is under way', () => {
  const open = [...(GROUP_WORDS.waiting.states ?? []), ...(GROUP_WORDS.running.states ?? [])];
  expect(open.some((state) => (TERMINAL_PLAN_STATES as readonly string[]).includes(state))).toBe(false);
});
