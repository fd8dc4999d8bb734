import type { KillReading, KillView } from '@modekeeper/contracts';
import { describe, expect, it } from 'vitest';
import { withReport } from './kill-reading.ts';

const view = (...states: KillReading['state'][]): KillView => ({
  active: states.includes('on'),
  signal: null,
  epoch: 1,
  sources: (['env', 'configmap', 'cloud'] as const).map((source, index) => ({
    ...{ source, name: source, signal: null },
    state: states[index] ?? 'off',
  })),
});
const statesOf = ({ sources }: KillView) => sources.map(({ state }) => state);

describe('withReport', () => {
  it('turns on what the report names, off what is read before it, and leaves the rest as it was', () => {
    const report = { active: true, source: 'configmap' as const, reason: 'configmap:a/b' };
    expect(withReport(view('on', 'off', 'on'), report)).toMatchObject({ active: true, signal: 'configmap:a/b' });
    expect(statesOf(withReport(view('on', 'off', 'on'), report))).toEqual(['off', 'on', 'on']);
    expect(statesOf(withReport(view('unreadable', 'off', 'off'), report))).toEqual(['unreadable', 'on', 'off']);
  });

  it('turns everything off when none is on, but not what could not be read', () => {
    const report = { active: false, source: 'cloud' as const, reason: '' };
    expect(withReport(view('on', 'on', 'on'), report)).toMatchObject({ active: false, signal: null });
    expect(statesOf(withReport(view('on', 'unreadable', 'on'), report))).toEqual(['off', 'unreadable', 'off']);
    expect(withReport(view('on', 'unreadable', 'on'), report).active).toBe(true);
  });

  it('leaves the annotation of a namespace to those who read it', () => {
    const annotated = { source: 'namespace' as const, name: 'train', state: 'on' as const, signal: 'namespace:train' };
    const known = { ...view('on'), sources: [...view('on').sources, annotated] };
    const after = withReport(known, { active: false, source: 'cloud', reason: '' });
    expect(statesOf(after)).toEqual(['off', 'off', 'off', 'on']);
    expect(after).toMatchObject({ active: true, signal: 'namespace:train' });
  });

  it('takes the word that a single command is overridden for no word about the sources', () => {
    const report = { active: false, source: 'cloud' as const, reason: 'Overridden in the cluster by chart value …' };
    expect(withReport(view('off', 'on', 'on'), report)).toEqual(view('off', 'on', 'on'));
  });
});
