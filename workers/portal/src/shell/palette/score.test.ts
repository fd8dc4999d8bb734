import { describe, expect, it } from 'vitest';
import { scoreOf } from './score.ts';

describe('scoreOf', () => {
  it('prefers the start of the text, then of a word, then anywhere', () => {
    const [start, word, inside] = ['Trainer', 'train-demo/trainer', 'retrain'].map((text) =>
      scoreOf('x', 'trainer'.slice(0, 5), [text]),
    );
    expect(start).toBe(1);
    expect(word).toBe(1);
    expect(inside).toBe(0.5);
    expect(scoreOf('x', 'demo', ['train-demo/trainer'])).toBe(0.8);
  });

  it('wants every word, and no strewn letters', () => {
    expect(scoreOf('x', 'trainer wait', ['train/trainer', 'Waiting for approval'])).toBeGreaterThan(0);
    expect(scoreOf('x', 'trainer gone', ['train/trainer', 'Waiting for approval'])).toBe(0);
    expect(scoreOf('x', 'pass', ['Stop changes…', 'kill switch'])).toBe(0);
  });

  it('finds a pasted id, and takes signs as they are', () => {
    expect(scoreOf('pl_01M8', ' PL_01m8 ', ['train/trainer'])).toBe(1);
    expect(scoreOf('x', '(', ['train/trainer'])).toBe(0);
  });
});
