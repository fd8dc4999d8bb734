import { describe, expect, it } from 'vitest';
import { takeTurns } from './turns.ts';

describe('takeTurns', () => {
  it('begins nothing before what came earlier is over', async () => {
    const turns = takeTurns();
    const seen: string[] = [];
    const slow = turns(async () => {
      seen.push('first begins');
      await new Promise((done) => setTimeout(done, 5));
      seen.push('first ends');
    });
    await Promise.all([slow, turns(async () => seen.push('second'))]);
    expect(seen).toEqual(['first begins', 'first ends', 'second']);
  });

  it('tells a failure to its caller alone, and goes on', async () => {
    const turns = takeTurns();
    const failed = turns(() => Promise.reject(new Error('no')));
    const next = turns(async () => 'yes');
    await expect(failed).rejects.toThrow('no');
    await expect(next).resolves.toBe('yes');
  });
});
