import { toPointer } from '@modekeeper/engine';
import { describe, expect, it } from 'vitest';
import { type Deployment, deploymentSchema } from '../objects.ts';
import { readFields } from './read-fields.ts';
import { rolloutStatus } from './rollout.ts';

function deployment(
  status: object,
  more: { generation?: number; spec?: object; annotations?: Record<string, string> } = {},
): Deployment {
  const { generation = 2, spec = {}, annotations = {} } = more;
  return deploymentSchema.parse({
    metadata: { name: 'x', uid: 'u', resourceVersion: '7', generation, annotations },
    spec: { replicas: 2, selector: { matchLabels: { app: 'x' } }, template: {}, ...spec },
    status,
  });
}

const done = { observedGeneration: 2, replicas: 2, updatedReplicas: 2, availableReplicas: 2 };

describe('rolloutStatus', () => {
  it('is complete when all pods are new, none is old and all are available', () => {
    expect(rolloutStatus(deployment(done), 2)).toEqual({ state: 'complete' });
  });

  it.each([
    ['the controller has not seen our change', done, 3],
    ['the controller has not seen a later change', { ...done, observedGeneration: 1 }, 1],
    ['there is no status yet', {}, 2],
    ['new pods are missing', { ...done, updatedReplicas: 1 }, 2],
    ['old pods are left', { ...done, replicas: 3 }, 2],
    ['new pods are not available', { ...done, availableReplicas: 1 }, 2],
  ])('waits while %s', (_name, status, generation) => {
    expect(rolloutStatus(deployment(status), generation).state).toBe('waiting');
  });

  it('has failed when the controller gave up, or the Deployment is paused', () => {
    const conditions = [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }];
    expect(rolloutStatus(deployment({ ...done, conditions, updatedReplicas: 1 }), 2)).toEqual({
      state: 'failed',
      detail: 'progress_deadline_exceeded',
    });
    expect(rolloutStatus(deployment(done, { spec: { paused: true } }), 2)).toEqual({ state: 'failed', detail: 'paused' });
  });

  it('does not take an old failure for one of our change', () => {
    const conditions = [{ type: 'Progressing', reason: 'ProgressDeadlineExceeded' }];
    expect(rolloutStatus(deployment({ ...done, observedGeneration: 1, conditions }), 2).state).toBe('waiting');
  });

  it('counts a missing replica number as one, as the API server does', () => {
    const one = { observedGeneration: 2, replicas: 1, updatedReplicas: 1, availableReplicas: 1 };
    expect(rolloutStatus(deployment(one, { spec: { replicas: undefined } }), 2)).toEqual({ state: 'complete' });
  });
});

describe('readFields', () => {
  const pointer = toPointer(['metadata', 'annotations', 'modekeeper/knob.a']);

  it('says what the fields hold, and whose plan is noted on the object', () => {
    const live = deployment({}, { annotations: { 'modekeeper/knob.a': '4', 'modekeeper/plan': 'pl_1' } });
    expect(readFields(live, [[pointer, '1', '4']])).toEqual({
      uid: 'u',
      resource_version: '7',
      plan_id: 'pl_1',
      values: { [pointer]: '4' },
      read_back: 'ours',
    });
    expect(readFields(live, [[pointer, '4', '1']]).read_back).toBe('preimage');
    expect(readFields(live, [[pointer, '1', null]]).read_back).toBe('none_of_ours');
  });
});
