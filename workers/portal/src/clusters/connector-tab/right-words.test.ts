import { describe, expect, it } from 'vitest';
import { rightsSummary, rightWords } from './right-words.ts';

const right = (verb: string, resource: string, allowed: boolean, name: string | null = null) => ({
  ...{ verb, group: '', resource, namespace: 'train', name, allowed },
});

describe('rights in words', () => {
  it('say what may be done and where', () => {
    expect(rightWords(right('patch', 'deployments', true, 'trainer'))).toEqual({
      deed: 'Change the Deployment, within what the guard lets through',
      where: 'train/trainer',
    });
    expect(rightWords({ ...right('watch', 'nodes', true), namespace: null })).toEqual({
      deed: 'watch nodes',
      where: 'the whole cluster',
    });
  });

  it('are summed up by whether anything can be changed', () => {
    const read = right('get', 'deployments', true, 'trainer');
    expect(rightsSummary([read, right('patch', 'deployments', false, 'trainer')])).toBe(
      'It may read, and change nothing. 1 of 2 are not granted.',
    );
    expect(rightsSummary([read, right('patch', 'deployments', true, 'trainer')])).toBe(
      'It may change 1 workload: train/trainer.',
    );
  });
});
