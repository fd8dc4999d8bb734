import { PASSPORT_TEMPLATES, passportTemplate, SANDBOX_TEMPLATES } from '@modekeeper/engine';
import { describe, expect, it } from 'vitest';
import { firstTemplate, summaryOf } from './template-summary.ts';

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

describe('the template that is offered first', () => {
  it('is the most careful one, and in the sandbox the one that fits its trainer', () => {
    expect(firstTemplate(['safe', 'pilot', 'demo'], false)).toBe('pilot');
    expect(firstTemplate(['safe', 'pilot', 'demo'], true)).toBe('demo');
    expect(firstTemplate([], true)).toBeUndefined();
  });
});
