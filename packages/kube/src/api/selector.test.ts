import { describe, expect, it } from 'vitest';
import { selectorQuery } from './selector.ts';

describe('selectorQuery', () => {
  it('writes labels and expressions as the API server reads them', () => {
    const matchExpressions = [
      { key: 'tier', operator: 'In', values: ['a', 'b'] },
      { key: 'env', operator: 'NotIn', values: ['dev'] },
      { key: 'gpu', operator: 'Exists' },
      { key: 'old', operator: 'DoesNotExist' },
    ];
    expect(selectorQuery({ matchLabels: { app: 'x' }, matchExpressions })).toBe('app=x,tier in (a,b),env notin (dev),gpu,!old');
  });

  it('refuses an empty selector, which would match every pod, and an unknown operator', () => {
    expect(() => selectorQuery({})).toThrow('match every pod');
    expect(() => selectorQuery({ matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1'] }] })).toThrow('unknown');
  });
});
