import { describe, expect, it } from 'vitest';
import type { InstallChoice } from '../address.ts';
import { choiceProblems } from './choice-problems.ts';

const good: InstallChoice = {
  mode: 'observe',
  namespace: 'modekeeper',
  release: 'modekeeper',
  target_namespace: 'train',
  target: 'trainer',
  container: '',
};
const fieldsOf = (patch: Partial<InstallChoice>) => Object.keys(choiceProblems({ ...good, ...patch }));

describe('the choice of a workload', () => {
  it('is complete without a container: the Deployment’s name is taken', () => expect(fieldsOf({})).toEqual([]));
  it('asks for a container where the name of the Deployment cannot be one', () => {
    expect(fieldsOf({ target: 'llm.trainer' })).toEqual(['container']);
    expect(fieldsOf({ target: 'llm.trainer', container: 'main' })).toEqual([]);
  });
  it('names every field that Kubernetes would refuse', () => {
    expect(fieldsOf({ namespace: 'A', release: 'x'.repeat(41), target_namespace: '', target: '$(id)' })).toEqual([
      'target_namespace',
      'target',
      'namespace',
      'release',
    ]);
  });
});
