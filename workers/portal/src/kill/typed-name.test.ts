import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTypedName } from './typed-name.ts';

describe('isTypedName', () => {
  it.each([
    ['Demo organization', ' Demo  organization ', true],
    ['Demo organization', 'Demo\u00a0organization', true],
    ["Ann's lab", 'Ann’s lab', true],
    ['gpu-eu-1', 'gpu–eu–1', true],
    ['Zürich', 'Zu\u0308rich', true],
    ['Demo organization', 'demo organization', false],
    ['Demo organization', 'Demoorganization', false],
    ['train/trainer', 'trainer', false],
    ['gpu-eu-1', '', false],
  ])('"%s" typed as "%s": %s', (name, typed, matches) => {
    expect(isTypedName(typed, name)).toBe(matches);
  });

  it('takes every name typed as it is, and never a part of it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (name) => {
        expect(isTypedName(name, name)).toBe(true);
        expect(isTypedName(`${name}x`, name)).toBe(false);
      }),
    );
  });
});
