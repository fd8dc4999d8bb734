import { isKnownInvariant } from '@modekeeper/engine';
import { describe, expect, it } from 'vitest';
import { NEVER_APPLY, RULED_INVARIANTS } from './invariant-words.ts';

describe('the invariants that the form offers', () => {
  it('are invariants that a connector evaluates', () => {
    for (const name of RULED_INVARIANTS) expect([name, isKnownInvariant(name)]).toEqual([name, true]);
    for (const name of NEVER_APPLY) expect(RULED_INVARIANTS).toContain(name);
  });
});
