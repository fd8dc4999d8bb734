import { describe, expect, it } from 'vitest';
import { readingWords } from './reading-words.ts';

const reading = (source: 'cloud' | 'configmap', state: 'unreadable' | 'on') => ({ source, state, name: 'n', signal: null });

describe('readingWords', () => {
  it('does not call the control plane unreadable before the connector could ask it', () => {
    expect(readingWords(reading('cloud', 'unreadable'))).toMatchObject({ label: 'Not asked yet', tone: 'neutral', name: null });
    expect(readingWords(reading('configmap', 'unreadable'))).toMatchObject({
      label: 'Could not be read',
      tone: 'warn',
      name: 'n',
    });
  });
});
