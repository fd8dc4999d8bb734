import { describe, expect, it } from 'vitest';
import type { FailureKind } from '../outcome.ts';
import { requestBody } from './body.ts';
import { settle } from './settle.ts';

const failure = (kind: FailureKind, sent: boolean) => ({ kind, reason: 'x', message: 'x', sent });

describe('settle', () => {
  it.each(['unreachable', 'timeout', 'server_error'] as const)(
    'calls %s unknown as soon as the request may have left',
    (kind) => {
      expect(settle(failure(kind, true))).toBe('unknown');
      expect(settle(failure(kind, false))).toBe('not_sent');
    },
  );

  it.each([
    ['not_found', 'refused'],
    ['forbidden', 'refused'],
    ['invalid', 'refused'],
    ['rate_limited', 'refused'],
    ['conflict', 'conflict'],
  ] as const)('calls %s a definite no (%s)', (kind, outcome) => {
    expect(settle(failure(kind, true))).toBe(outcome);
  });

  it.each(['not_found', 'forbidden', 'invalid', 'rate_limited'] as const)(
    'calls %s not sent when nothing left: the refusal is our own',
    (kind) => expect(settle(failure(kind, false))).toBe('not_sent'),
  );

  it('calls a closed gate not sent', () => {
    expect(settle(failure('gated', false))).toBe('not_sent');
    expect(settle({ kind: 'ok', value: {} })).toBe('applied');
  });
});

describe('requestBody', () => {
  const patch = {
    metadata: { annotations: { 'modekeeper/knob.concurrency': '4' } },
    spec: { template: { metadata: { annotations: { 'modekeeper/knob.concurrency': '4' } } } },
  };

  it('adds plan annotations to the object only, never to the pod template, and the precondition', () => {
    expect(requestBody({ patch, plan_id: 'pl_1', plan_digest: 'd', resource_version: '9' })).toEqual({
      metadata: {
        resourceVersion: '9',
        annotations: { 'modekeeper/knob.concurrency': '4', 'modekeeper/plan': 'pl_1', 'modekeeper/plan-digest': 'd' },
      },
      spec: patch.spec,
    });
  });

  it('leaves the patch of the plan as it was', () => {
    const before = structuredClone(patch);
    requestBody({ patch, plan_id: 'pl_1', plan_digest: 'd', resource_version: '9' });
    expect(patch).toEqual(before);
  });
});
