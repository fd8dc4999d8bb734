import { describe, expect, it } from 'vitest';
import { currentStep, doneSteps, type GuideFacts } from './progress.ts';

const NOTHING: GuideFacts = {
  passport_published: false,
  cluster: null,
  choice_complete: false,
  presence: null,
  observed: false,
  proposed: false,
};
const at = (facts: Partial<GuideFacts>) => currentStep(doneSteps({ ...NOTHING, ...facts }), undefined);

describe('the guide', () => {
  it('goes step by step', () => {
    const way: [Partial<GuideFacts>, string | null][] = [
      [{}, 'passport'],
      [{ passport_published: true }, 'cluster'],
      [{ cluster: 'pending' }, 'target'],
      [{ choice_complete: true }, 'install'],
      [{ cluster: 'awaiting_confirmation', presence: 'awaiting_confirmation' }, 'confirm'],
      [{ cluster: 'active', presence: 'never_connected' }, 'connected'],
      [{ presence: 'connected' }, 'observation'],
      [{ observed: true }, 'proposal'],
      [{ proposed: true }, null],
    ];
    let facts: Partial<GuideFacts> = {};
    for (const [more, step] of way) {
      facts = { ...facts, ...more };
      expect(at(facts)).toBe(step);
    }
  });

  it('asks again for what is missing when an address names a cluster only', () => {
    expect(at({ cluster: 'pending' })).toBe('passport');
    expect(at({ cluster: 'awaiting_confirmation' })).toBe('confirm');
  });

  it('goes back to the connection when it is lost, whatever was reached before', () => {
    expect(at({ cluster: 'active', presence: 'lost', observed: true, proposed: true })).toBe('connected');
  });

  it('counts nothing of a cluster that was revoked while the page was open', () => {
    const facts: Partial<GuideFacts> = { passport_published: true, cluster: 'revoked', observed: true, proposed: true };
    expect([...doneSteps({ ...NOTHING, ...facts })]).toEqual(['passport']);
  });

  it('shows a step again that is done, and never one that is still ahead', () => {
    const done = doneSteps({ ...NOTHING, passport_published: true, cluster: 'pending' });
    expect(currentStep(done, 'cluster')).toBe('cluster');
    expect(currentStep(done, 'proposal')).toBe('target');
  });
});
