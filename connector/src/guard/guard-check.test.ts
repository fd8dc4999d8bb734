import type { Cluster, Deployment, Gate, Outcome, TargetRef } from '@modekeeper/kube';
import { describe, expect, it } from 'vitest';
import { failure } from '../testing/fake-cluster.ts';
import { GuardCheck } from './guard-check.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** A check over answers by namespace; time goes on by one with each look. */
function check(answers: Record<string, Outcome<Deployment>>, slow?: () => Promise<Outcome<Deployment>>) {
  let now_ms = 0;
  const open: Gate = async () => ({ allow: true, gates: [] });
  const patchDeployment = async ({ namespace }: TargetRef) =>
    slow?.() ?? answers[namespace] ?? failure('timeout', null, 'no answer');
  const cluster = { patchDeployment } as unknown as Cluster;
  const clock = { now_ms: () => ++now_ms, sleep: async () => undefined };
  const guard = new GuardCheck({ cluster, policy_name: 'guard', first_target: null, clock, log, gate: () => open });
  return { guard, look: (namespace: string) => guard.check({ namespace, name: 'trainer' }) };
}

describe('the second lock', () => {
  it('counts in its own namespace only', async () => {
    const { guard, look } = check({
      open: { kind: 'ok', status: 200, value: {} as Deployment },
      closed: failure('invalid', 422, 'denied'),
    });
    await look('open');
    await look('closed');
    expect([guard.of('open').ok, guard.of('closed').ok, guard.of('never asked').ok]).toEqual([false, true, false]);
  });

  it('is neither found nor lost by a canary that nobody answered, and keeps the time of the last answer', async () => {
    const answers: Record<string, Outcome<Deployment>> = { ml: failure('invalid', 422, 'denied') };
    const { guard, look } = check(answers);
    await look('ml');
    delete answers.ml;
    await look('ml');
    expect(guard.of('ml')).toMatchObject({ ok: true, checked_at_ms: 1 });
    await look('other');
    expect(guard.of('other')).toMatchObject({ ok: false, checked_at_ms: null });
  });

  it('is what the canary that was sent last says, however late an earlier one is answered, as of its sending', async () => {
    const late: ((answer: Outcome<Deployment>) => void)[] = [];
    const { guard, look } = check({}, () => new Promise((resolve) => late.push(resolve)));
    const [first, second] = [look('ml'), look('ml')];
    late[1]?.({ kind: 'ok', status: 200, value: {} as Deployment });
    await second;
    late[0]?.(failure('invalid', 422, 'denied'));
    await first;
    expect(guard.of('ml')).toMatchObject({ ok: false, checked_at_ms: 2 });
  });

  it('is lost when another policy refuses in its place', async () => {
    const denial = { policy: 'somebody-elses', binding: 'b', message: 'denied' };
    const { guard, look } = check({ ml: { ...failure('invalid', 422, 'x'), denial } });
    await look('ml');
    expect(guard.of('ml')).toMatchObject({ ok: false, reason: 'second_lock_absent' });
  });
});
