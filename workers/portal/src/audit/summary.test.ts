import { describe, expect, it } from 'vitest';
import { summaryOf } from './summary.ts';

describe('summaryOf', () => {
  it.each([
    [
      'plan.transition',
      { from: 'checking', to: 'confirmed', reason: 'checks_passed' },
      'checking → confirmed · Every check that ran passed',
    ],
    [
      'plan.transition',
      { from: 'applying', to: 'blocked', reason: 'of_a_newer_peer' },
      'applying → blocked · Reason: of_a_newer_peer',
    ],
    ['plan.transition', { from: 'verifying', to: 'verified', reason: null }, 'verifying → waiting for approval'],
    ['plan.receipt', { terminal: 'halted_partial', receipt_digest: 'ab' }, 'halted half-way'],
    ['plan.resolved', { terminal: 'confirmed', note: 'looked at it' }, 'confirmed · looked at it'],
    ['kill.engaged', { reason: 'incident 42', reached: [], pending: [] }, 'incident 42'],
    ['kill.reported', { active: true, source: 'configmap', reason: 'configmap:a/b' }, 'stopped by configmap'],
    ['kill.reported', { active: false, source: 'cloud', reason: '' }, 'not stopped'],
    ['member.role_changed', { from: 'viewer', to: 'admin' }, 'viewer → admin'],
    ['member.removed', { role: 'viewer', left: true }, 'viewer · left on their own'],
    ['passport.published', { version: 7, digest: 'ab' }, 'version 7'],
    ['cluster.token_created', {}, ''],
    ['something.newer', { to: 7, reason: ['x'] }, ''],
  ])('%s %j: %s', (action, detail, words) => {
    expect(summaryOf({ action, detail })).toBe(words);
  });
});
