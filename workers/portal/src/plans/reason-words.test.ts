import { REASON_CODES } from '@modekeeper/contracts';
import { describe, expect, it } from 'vitest';
import { REASON_WORDS, reasonWords } from './reason-words.ts';

describe('reason words', () => {
  it('say every code of the contract, and no code that the contract does not have', () => {
    expect(Object.keys(REASON_WORDS).sort()).toEqual([...REASON_CODES].sort());
  });

  it('are sentences of their own: they end with a full stop, shout nowhere, and none says the same as another', () => {
    const sentences = Object.values(REASON_WORDS);
    for (const sentence of sentences) expect(sentence).toMatch(/^[A-Za-z][^!_]*\.$/);
    const twice = sentences.filter((sentence, index) => sentences.indexOf(sentence) !== index);
    // Both codes say the same of the world; which part of the code found it does not matter to a person.
    expect(twice).toEqual([REASON_WORDS.api_unreachable]);
  });

  it('show a code of a newer peer as it is', () => {
    expect(reasonWords('something_new')).toBe('Reason: something_new.');
    expect(reasonWords('toString')).toBe('Reason: toString.');
  });
});
