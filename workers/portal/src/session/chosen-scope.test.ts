import { describe, expect, it } from 'vitest';
import { chosenScope } from './chosen-scope.ts';

const me = {
  organizations: [
    { id: 'org_a', name: 'A', role: 'owner' as const },
    { id: 'org_b', name: 'B', role: 'viewer' as const },
  ],
};

describe('what the page is about', () => {
  it('is what was chosen last', () => {
    expect(chosenScope(me, { organization_id: 'org_b', environment_id: 'env' })).toEqual({
      organization: me.organizations[1],
      environment_id: 'env',
    });
  });
  it('is the first organization, whole, when the remembered one is not one’s own any more', () => {
    const choice = { organization_id: 'org_gone', environment_id: 'env' };
    expect(chosenScope(me, choice)).toEqual({ organization: me.organizations[0], environment_id: null });
  });
  it('is nothing without an organization', () => {
    expect(chosenScope({ organizations: [] }, { organization_id: null, environment_id: null })).toBeNull();
  });
});
