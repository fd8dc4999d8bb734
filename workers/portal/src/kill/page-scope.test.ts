import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { keys } from '../live/keys.ts';
import { pageScope } from './page-scope.ts';

describe('pageScope', () => {
  const queries = new QueryClient();
  queries.setQueryData(keys.plan('org_1', 'pl_1'), { cluster_id: 'cl_1', target: { namespace: 'train', name: 'trainer' } });

  it.each([
    ['/', null],
    ['/clusters', null],
    ['/clusters/', null],
    ['/settings/members', null],
    ['/clusters/cl_1', { type: 'cluster', id: 'cl_1' }],
    ['/plans/pl_1', { type: 'workload', id: 'cl_1/train/trainer' }],
    ['/plans/pl_2', null],
  ])('of %s', (pathname, scope) => {
    expect(pageScope(pathname, queries, 'org_1')).toEqual(scope);
  });
});
