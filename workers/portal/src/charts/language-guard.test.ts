import { describe, expect, it } from 'vitest';
import { guardLanguage } from './language-guard.ts';

describe('guardLanguage', () => {
  it('replaces only a language that no number format takes', () => {
    const posix = { language: 'en-US@posix' };
    guardLanguage(posix);
    expect(() => new Intl.NumberFormat(posix.language)).not.toThrow();
    const german = { language: 'de-DE' };
    guardLanguage(german);
    expect(german.language).toBe('de-DE');
  });
});
