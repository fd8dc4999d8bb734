import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeNext } from './safe-next.ts';

const OWN = 'https://portal.example';

describe('safeNext', () => {
  it('keeps a path of this portal with its search', () => {
    for (const path of ['/plans/pl_1?tab=proof', '/invitations/accept?token=mki_1_a-b', '/settings/account#sessions']) {
      expect(safeNext(path)).toBe(path);
    }
  });

  it('leads to the overview instead of to another site, in every disguise that a browser takes', () => {
    const elsewhere = ['//evil.example', '/\\evil.example', '/\t/evil.example', '/\n/evil.example', '/.//evil.example'];
    for (const next of [...elsewhere, 'https://evil.example', 'javascript:alert(1)', 'plans', '', undefined, 7, ['/']]) {
      expect(safeNext(next)).toBe('/');
    }
  });

  it('never leaves this origin, whatever is asked for', () => {
    const part = fc.constantFrom('/', '\\', '\t', '\n', '.', '@', ':', '?', '#', '%2f', 'evil.example', 'https:', ' ');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const next = safeNext(parts.join(''));
        expect(next.startsWith('/')).toBe(true);
        expect(new URL(next, OWN).origin).toBe(OWN);
      }),
    );
  });
});
