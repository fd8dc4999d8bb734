import { diffPassports, PASSPORT_TEMPLATES } from '@modekeeper/engine';
import { describe, expect, it } from 'vitest';
import { sideInWords, subjectOf, summaryOf } from './difference-words.ts';

describe('a difference in words', () => {
  it('names what it is about, also for keys that nobody foresaw', () => {
    expect(['limits.cooldown_s', 'limits.knob_limits.a.b', 'cooldowns.x_s', 'gates.mine', 'what'].map(subjectOf)).toEqual([
      'Cooldown',
      'Bounds of a.b',
      'Named cooldown x_s',
      'Gate mine',
      'what',
    ]);
  });
  it('says values with their units', () => {
    expect(sideInWords('limits.cooldown_s', 30)).toBe('30 s');
    expect([0, 4].map((step) => sideInWords('limits.max_delta_per_step', step))).toEqual(['no limit', '± 4']);
    expect(sideInWords('limits.knob_limits.concurrency', { min: 1, max: 16 })).toBe('1 to 16');
    expect([true, false, null].map((value) => sideInWords('gates.apply', value))).toEqual(['on', 'off', 'not there']);
    expect(sideInWords('gates.mode', { a: [1] })).toBe('{"a":[1]}');
  });
  it('counts effects', () => {
    const [pilot, safe] = PASSPORT_TEMPLATES;
    if (pilot === undefined || safe === undefined) throw new Error('templates are missing');
    expect(summaryOf([])).toBe('No rule differs.');
    expect(summaryOf(diffPassports(pilot, { ...pilot, limits: { ...pilot.limits, cooldown_s: 1 } }))).toBe('1 loosens');
    expect(summaryOf(diffPassports(pilot, safe))).toMatch(/^\d+ loosen, \d+ tighten, \d+ neutral$/);
  });
});
