import { describe, expect, it } from 'vitest';
import { killSummary } from './kill-words.ts';

const reading = (state: 'on' | 'off' | 'verify_only' | 'unreadable', name = 'x') => ({
  source: 'namespace' as 'namespace' | 'cloud',
  name,
  state,
  signal: null,
});
const summary = (active: boolean, ...sources: ReturnType<typeof reading>[]) =>
  killSummary({ active, signal: null, epoch: 0, sources });

describe('killSummary', () => {
  it('never calls it off while a source could not be read, or lets only dry runs pass', () => {
    expect(summary(false, reading('off'))).toBe('No stop is on.');
    expect(summary(false, reading('verify_only', 'train'))).toBe('No stop is on. Only dry runs pass in train.');
    expect(summary(false, reading('off'), reading('unreadable'))).toContain(
      'as far as it could be read; 1 source could not be read',
    );
    expect(summary(true, reading('on'))).toContain('sends nothing');
  });

  it('does not count the control plane as unreadable before it was asked', () => {
    expect(summary(false, reading('off'), { ...reading('unreadable'), source: 'cloud' })).toBe('No stop is on.');
  });
});
