import { describe, expect, it } from 'vitest';
import { type ContainerView, phaseOf, statusPatch } from './status.ts';

const view = (changes: Partial<ContainerView>): ContainerView => ({
  name: 'main',
  image: 'i',
  state: { waiting: { reason: 'ContainerCreating' } },
  lastState: {},
  restartCount: 0,
  ready: false,
  final: false,
  ...changes,
});
const ended = (exitCode: number) => ({ state: { terminated: { exitCode } } });

describe('phaseOf', () => {
  it.each([
    ['Pending', [view({})]],
    ['Running', [view({ state: { running: {} } }), view({})]],
    ['Running', [view({ ...ended(1) })]],
    ['Running', [view({ lastState: ended(1).state, state: { waiting: { reason: 'CrashLoopBackOff' } } })]],
    ['Succeeded', [view({ ...ended(0), final: true }), view({ ...ended(0), final: true })]],
    ['Failed', [view({ ...ended(0), final: true }), view({ ...ended(1), final: true })]],
    ['Running', [view({ ...ended(1), final: true }), view({ state: { running: {} } })]],
  ] as const)('is %s', (phase, views) => {
    expect(phaseOf(views)).toBe(phase);
  });
});

describe('statusPatch', () => {
  const pod = { metadata: { uid: 'u' }, spec: { containers: [] } };
  const readyOf = (patch: ReturnType<typeof statusPatch>) => patch.status.conditions.find(({ type }) => type === 'Ready');

  it('names the pod by uid, so that a namesake never gets it', () => {
    expect(statusPatch(pod, [view({})], '127.1.0.9', 0).metadata.uid).toBe('u');
  });

  it('is ready only when every container is', () => {
    const running = view({ state: { running: {} }, ready: true });
    expect(readyOf(statusPatch(pod, [running], '127.1.0.9', 0))?.status).toBe('True');
    expect(readyOf(statusPatch(pod, [running, view({})], '127.1.0.9', 0))).toMatchObject({
      status: 'False',
      reason: 'ContainersNotReady',
    });
  });

  it('keeps the time of a condition that did not change', () => {
    const known = {
      conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: '2020-01-01T00:00:00Z' as unknown as Date }],
    };
    const patch = statusPatch({ ...pod, status: known }, [view({})], '127.1.0.9', 1_700_000_000_000);
    expect(readyOf(patch)?.lastTransitionTime).toBe('2020-01-01T00:00:00Z');
    expect(readyOf(statusPatch(pod, [view({})], '127.1.0.9', 1_700_000_000_000))?.lastTransitionTime).toBe(
      '2023-11-14T22:13:20Z',
    );
  });
});
