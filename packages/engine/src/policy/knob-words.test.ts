import { KNOB_NAMES } from '@modekeeper/contracts';
import { describe, expect, it } from 'vitest';
import { changesInShort, changesInWords, KNOB_WORDS } from './knob-words.ts';

const move = (knob: string, from: number | null, to: number | null) => ({ knob, from, to });

describe('changes in words', () => {
  it.each([
    [
      [move('grad_accum_steps', 8, 16), move('microbatch_size', 32, 16)],
      'Double gradient accumulation to 16 and halve the microbatch to 16',
    ],
    [[move('concurrency', 1, 4)], 'Raise concurrency to 4'],
    [[move('timeout_ms', 60_000, 15_000)], 'Lower the timeout to 15,000'],
    [[move('concurrency', null, 4)], 'Set concurrency to 4'],
    [[move('concurrency', 4, null)], 'Unset concurrency'],
    [
      [move('a_new_knob', 1, 3), move('concurrency', 1, 4), move('timeout_ms', 1, 1)],
      'Raise a_new_knob to 3, raise concurrency to 4 and keep the timeout at 1',
    ],
    [[move('concurrency', 0, 0)], 'Set concurrency to 0'],
    [[], 'Change nothing'],
  ])('%j', (changes, words) => {
    expect(changesInWords(changes)).toBe(words);
  });

  it('are short in lists, and say when something was not there', () => {
    expect(changesInShort([move('concurrency', 1, 4), move('dataloader_prefetch_factor', null, 2)])).toBe(
      'concurrency 1 → 4, prefetch unset → 2',
    );
    expect(changesInShort([])).toBe('No change');
  });

  it('have a name for every knob of the registry, and none for others, inherited names included', () => {
    expect(Object.keys(KNOB_WORDS).sort()).toEqual([...KNOB_NAMES].sort());
    expect(changesInShort([move('constructor', 1, 2)])).toBe('constructor 1 → 2');
  });
});
