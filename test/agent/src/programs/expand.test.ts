import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expand } from './expand.ts';

const variables = new Map([
  ['A', '1'],
  ['B', '$(A)'],
]);

describe('expand', () => {
  // Cases of the forked expansion package of Kubernetes.
  it.each([
    ['$(A)', '1'],
    ['x$(A)y$(A)', 'x1y1'],
    ['$(B)', '$(A)'],
    ['$$(A)', '$(A)'],
    ['$$$(A)', '$1'],
    ['$(NONE)', '$(NONE)'],
    ['$A', '$A'],
    ['$(A', '$(A'],
    ['$', '$'],
    ['a$', 'a$'],
    ['$()', '$()'],
  ])('makes %s to %s', (text, result) => {
    expect(expand(text, variables)).toBe(result);
  });

  it('leaves text without a dollar sign alone', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes('$')),
        (text) => expand(text, variables) === text,
      ),
    );
  });
});
