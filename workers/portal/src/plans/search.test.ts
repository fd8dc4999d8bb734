import { expect, it } from 'vitest';
import { readPlansSearch } from './search.ts';

it('an address says what to show; what it says wrongly counts as not said', () => {
  expect(readPlansSearch({ show: 'waiting', cluster: 'cl_1', target: 'train' })).toEqual({
    show: 'waiting',
    cluster: 'cl_1',
    target: 'train',
  });
  expect(readPlansSearch({ show: 'all' })).toEqual({});
  expect(readPlansSearch({ show: 'everything', cluster: 7, target: ' ' })).toEqual({});
});
