import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shorten } from './shorten.ts';

describe('shorten', () => {
  it('keeps what kind of id it is, and both ends', () => {
    expect(shorten('pl_01M8AX1Q8519GCF2PH5FHM4FNA')).toBe('pl_01M8…4FNA');
    expect(shorten(`sha256:${'9f3c'.padEnd(60, '0')}a41e`)).toBe('sha256:9f3c…a41e');
    expect(shorten('prod')).toBe('prod');
  });

  it('never makes a text longer', () => {
    fc.assert(fc.property(fc.string({ maxLength: 100 }), (text) => shorten(text).length <= text.length));
  });
});
