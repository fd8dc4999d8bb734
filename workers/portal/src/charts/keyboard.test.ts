import { describe, expect, it } from 'vitest';
import { cursorStep } from './keyboard.ts';

describe('cursorStep', () => {
  it('starts at the newest value and stays inside', () => {
    expect(cursorStep('ArrowLeft', null, 5)).toBe(3);
    expect(cursorStep('ArrowRight', 4, 5)).toBe(4);
    expect(cursorStep('PageUp', 3, 5)).toBe(0);
    expect(cursorStep('End', 0, 5)).toBe(4);
  });

  it('leaves with Escape, and leaves other keys to the page', () => {
    expect(cursorStep('Escape', 2, 5)).toBeNull();
    expect(cursorStep('Tab', 2, 5)).toBeUndefined();
    expect(cursorStep('ArrowLeft', null, 0)).toBeUndefined();
  });
});
