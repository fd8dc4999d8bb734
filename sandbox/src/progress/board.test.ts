import { describe, expect, it } from 'vitest';
import { progressBoard, type Step } from './board.ts';
import { describeStep } from './terminal.ts';

function boardAt(times: number[]) {
  const seen: Step[] = [];
  const board = progressBoard(
    { db: 'Database', api: 'API' },
    () => times.shift() ?? 0,
    (step) => seen.push(step),
  );
  return { board, seen };
}

describe('progressBoard', () => {
  it('tells when a step starts, what it says, and how long it took', async () => {
    const { board, seen } = boardAt([1_000, 1_500, 3_500]);
    await board.run('db', async (say) => say('migrating'));
    expect(seen.map(describeStep)).toEqual(['  -> Database', '  -> Database: migrating', '  ok Database (2.5 s)']);
  });

  it('marks a failed step with its reason and throws on: nobody waits for what will not come', async () => {
    const { board, seen } = boardAt([0, 200]);
    await expect(board.run('db', () => Promise.reject(new Error('port taken')))).rejects.toThrow('port taken');
    expect(describeStep(seen.at(-1) as Step)).toBe('  !! Database (0.2 s): port taken');
  });

  it('shows every step from the beginning, in its order, whichever runs first', async () => {
    const { board } = boardAt([]);
    await board.run('api', async () => undefined);
    expect(board.steps().map(({ id, state }) => [id, state])).toEqual([
      ['db', 'waiting'],
      ['api', 'done'],
    ]);
  });
});
