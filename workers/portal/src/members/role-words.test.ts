import { PERMISSIONS, ROLES } from '@modekeeper/contracts/permissions';
import { describe, expect, it } from 'vitest';
import { joinWords, MAY_EVERYBODY, mayBeyond, roleDifference } from './role-words.ts';

describe('what a role may do, in words', () => {
  it('names every permission of every role once', () => {
    for (const role of ROLES) {
      const held = Object.values(PERMISSIONS).filter((roles) => (roles as readonly string[]).includes(role));
      const words = [...MAY_EVERYBODY, ...mayBeyond(role)];
      expect(words).toHaveLength(held.length);
      expect(new Set(words).size).toBe(words.length);
    }
  });

  it('a viewer only looks; an owner may everything', () => {
    expect(mayBeyond('viewer')).toEqual([]);
    expect([...MAY_EVERYBODY, ...mayBeyond('owner')]).toHaveLength(Object.keys(PERMISSIONS).length);
  });

  it('a change of role gains one way what it loses the other way', () => {
    for (const from of ROLES) {
      for (const to of ROLES) {
        expect(roleDifference(from, to).gains).toEqual(roleDifference(to, from).loses);
      }
    }
    expect(roleDifference('approver', 'viewer').loses).toContain('approve plans');
    expect(roleDifference('admin', 'owner').gains).toEqual(['make and unmake owners']);
  });
});

describe('joinWords', () => {
  it('reads as a sentence does', () => {
    expect(joinWords([])).toBe('');
    expect(joinWords(['see plans'])).toBe('see plans');
    expect(joinWords(['a', 'b', 'c'])).toBe('a, b and c');
  });
});
