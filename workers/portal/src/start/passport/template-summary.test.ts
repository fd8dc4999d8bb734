import { PASSPORT_TEMPLATES, passportTemplate, SANDBOX_TEMPLATES } from '@modekeeper/engine';
import { describe, expect, it } from 'vitest';
import { inOrder, summaryOf } from './template-summary.ts';

describe('a passport in short', () => {
  it('names what it may do beyond holding still', () => {
    expect(summaryOf(passportTemplate('pilot'))).toEqual({
      chords: 'hold and recover only',
      knobs: 'grad_accum_steps, microbatch_size',
      largest_step: 1,
      cooldown_s: 120,
      applies: false,
    });
  });
  it('says of exactly those that open apply that they do', () => {
    for (const template of [...PASSPORT_TEMPLATES, ...SANDBOX_TEMPLATES]) {
      expect(summaryOf(template).applies).toBe(template.gates.apply === true);
    }
  });
});

describe('the order of the templates', () => {
  const templates = ['pilot', 'safe', 'perf', 'demo'].map((name) => ({ name }));
  const namesOf = (sandbox: boolean) => inOrder(templates, sandbox).map(({ name }) => name);
  it('begins with the most careful one', () => expect(namesOf(false)).toEqual(['pilot', 'safe', 'perf', 'demo']));
  it('begins in the sandbox with the one that fits its trainer', () => {
    expect(namesOf(true)).toEqual(['demo', 'pilot', 'safe', 'perf']);
  });
});
