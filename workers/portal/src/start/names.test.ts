import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultRelease, isDnsLabel, isDnsSubdomain, isReleaseName, toLabel } from './names.ts';

describe('names that Kubernetes takes', () => {
  it.each(['a', 'train-prod', 'x0'])('%s is a label', (name) => expect(isDnsLabel(name)).toBe(true));
  it.each(['', '-a', 'a-', 'A', 'a.b', 'a b', 'a;rm', 'x'.repeat(64)])('"%s" is none', (name) =>
    expect(isDnsLabel(name)).toBe(false),
  );
  it('takes dots in the name of a Deployment', () => expect(isDnsSubdomain('llm.trainer-1')).toBe(true));
});

describe('a release made from the name of a cluster', () => {
  it('is always one that Helm takes, whatever people call their cluster', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (name) => isReleaseName(defaultRelease(name, true))));
  });
  it('differs from the demo’s own, which lives in the same cluster', () => {
    expect(defaultRelease('training-eu-1', true)).toBe('modekeeper-training-eu-1');
    expect(defaultRelease('مجموعة', true)).toBe('modekeeper-mine');
  });
  it('is the plain name outside the sandbox', () => expect(defaultRelease('training-eu-1', false)).toBe('modekeeper'));
});

describe('toLabel', () => {
  it('keeps what can be kept', () => expect(toLabel('  Équipe Nord / GPU ', 40)).toBe('equipe-nord-gpu'));
});
