import { describe, expect, it } from 'vitest';
import type { Iteration } from './iterate.ts';
import { onceEach, watchExit, worse } from './watch-exit.ts';

const blocked = (apply_blocked_reason: string | null, exit: 0 | 1 | 2 = 2) =>
  watchExit({ exit, report: { apply_blocked_reason } } as Iteration);

describe('exit code of a watch that applies', () => {
  it.each([
    ['kill_switch_active'],
    ['license_missing'],
    ['license_invalid'],
    ['license_expired'],
    ['license_revoked'],
    ['license_revocation_stale'],
    ['binding_mismatch'],
    ['entitlement_missing'],
    ['verify_missing'],
    ['verify_failed'],
    ['verify_stale'],
    ['passport_missing'],
    ['passport_apply_disabled'],
  ])('%s is told by exit 2', (reason) => {
    expect(blocked(reason)).toBe(2);
  });

  it.each([
    ['cooldown_active'],
    ['budget_exceeded'],
    ['approval_required'],
    ['freeze_window'],
    ['quarantine_active'],
    ['required_signal_missing'],
  ])('%s is the everyday of a loop', (reason) => {
    expect(blocked(reason)).toBe(0);
  });

  it('a failed apply is 1, and goes before every block', () => {
    expect(blocked(null, 1)).toBe(1);
    expect([worse(2, 1), worse(1, 2), worse(0, 2), worse(2, 0), worse(0, 0)]).toEqual([1, 1, 2, 2, 0]);
  });

  it('the same line is told once', () => {
    const lines: string[] = [];
    const tell = onceEach({ err: (line) => lines.push(line) });
    for (const text of ['a', 'b', 'a']) tell(text);
    expect(lines).toEqual(['ERROR: a', 'ERROR: b']);
  });
});
