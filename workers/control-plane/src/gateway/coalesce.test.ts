import { describe, expect, it } from 'vitest';
import { coalesce } from './coalesce.ts';

describe('coalesce', () => {
  it('never runs twice at once and runs again for whoever asked while it ran', async () => {
    let active = 0;
    let runs = 0;
    const job = coalesce(async () => {
      active += 1;
      expect(active).toBe(1);
      await Promise.resolve();
      active -= 1;
      runs += 1;
      return runs;
    });
    const answers = await Promise.all([job(), job(), job(), job()]);
    expect(answers).toEqual([1, 2, 2, 2]);
    expect(await job()).toBe(3);
  });

  it('goes on after a failure', async () => {
    let runs = 0;
    const job = coalesce(async () => {
      runs += 1;
      if (runs === 1) throw new Error('first');
      return runs;
    });
    const first = job();
    const second = job();
    await expect(first).rejects.toThrow('first');
    expect(await second).toBe(2);
  });
});
