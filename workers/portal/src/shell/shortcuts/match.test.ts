import { describe, expect, it } from 'vitest';
import { keyName, matchKeys } from './match.ts';

const press = (key: string, more: Partial<Parameters<typeof keyName>[0]> = {}) =>
  keyName({ key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

describe('keyName', () => {
  it.each([
    ['a plain key', press('g'), 'g'],
    ['with caps lock', press('G'), 'g'],
    ['with shift it is another key', press('A', { shiftKey: true }), 'A'],
    ['a sign', press('?', { shiftKey: true }), '?'],
    ['Ctrl', press('k', { ctrlKey: true }), 'mod+k'],
    ['⌘', press('k', { metaKey: true }), 'mod+k'],
    ['Alt types letters of its own', press('g', { altKey: true }), null],
    ['a named key', press('Enter'), null],
    ['another script', press('п', { code: 'KeyG' }), 'g'],
  ])('%s', (_what, name, expected) => {
    expect(name).toBe(expected);
  });
});

describe('matchKeys', () => {
  const [go, frame, page] = [{ keys: 'g o' }, { keys: 'a' }, { keys: 'a' }];
  const all = [go, frame, page];

  it('waits for the second key of a sequence, then runs it', () => {
    expect(matchKeys([], 'g', all)).toEqual({ run: null, typed: ['g'] });
    expect(matchKeys(['g'], 'o', all)).toEqual({ run: go, typed: [] });
  });

  it('takes a key that does not go on with the sequence for itself', () => {
    expect(matchKeys(['g'], 'a', all).run).toBe(page);
    expect(matchKeys(['g'], 'g', all)).toEqual({ run: null, typed: ['g'] });
    expect(matchKeys(['g'], 'x', all)).toEqual({ run: null, typed: [] });
  });

  it('prefers what was registered last', () => {
    expect(matchKeys([], 'a', all).run).toBe(page);
  });
});
