import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emailFault, nameFault, newPasswordFault, passwordFault } from './checks.ts';

describe('what people type', () => {
  it('no address that the API takes is objected to', () => {
    fc.assert(fc.property(fc.emailAddress(), (email) => emailFault(email) === null));
    expect(emailFault('  person@example.com ')).toBeNull();
  });

  it('what is no address is named as such', () => {
    for (const text of ['', ' ', 'person', 'person@', '@example.com', 'person@example', 'per son@example.com']) {
      expect(emailFault(text)).toMatch(/address/);
    }
  });

  it('a new password has 12 to 128 characters, an old one any number', () => {
    expect(newPasswordFault('')).toMatch(/at least 12/);
    expect(newPasswordFault('elevenchars')).toMatch(/this one has 11/);
    expect(newPasswordFault('twelve chars')).toBeNull();
    expect(newPasswordFault('a'.repeat(129))).toMatch(/at most 128/);
    expect(passwordFault('short')).toBeNull();
    expect(passwordFault('')).toMatch(/password/);
  });

  it('a name is more than blanks', () => {
    expect(nameFault('  ', 'your name')).toBe('Type your name.');
    expect(nameFault('مها <b>', 'your name')).toBeNull();
    expect(nameFault('a'.repeat(101), 'your name')).toMatch(/100/);
  });
});
