import { describe, expect, it } from 'vitest';
import { presenceCause } from './presence-words.ts';

describe('presenceCause', () => {
  it('says what to do about a connector of which nothing was ever heard, although nobody told a cause', () => {
    expect(presenceCause({ state: 'never_connected', cause: null })).toMatch(
      /^Nothing was heard of it yet\. Run the Helm command/,
    );
    expect(presenceCause({ state: 'connected', cause: null })).toBe('');
  });

  it('shows a cause of a newer control plane as its code', () => {
    expect(presenceCause({ state: 'lost', cause: 'toString' })).toBe('Reason: toString.');
  });
});
