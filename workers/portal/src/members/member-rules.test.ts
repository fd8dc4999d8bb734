import { may, type Role } from '@modekeeper/contracts/permissions';
import { describe, expect, it } from 'vitest';
import { lastOwnerOf, whyNot } from './member-rules.ts';

const member = (id: string, role: Role) => ({
  id,
  role,
  name: id,
  email: `${id}@example.com`,
  joined_at: '2026-01-01T00:00:00Z',
});
const allowed = (is: boolean) =>
  is ? ({ allowed: true, reason: null } as const) : ({ allowed: false, reason: 'not you' } as const);
const as = (role: Role, last_owner_id: string | null = null) => ({
  me_id: 'me',
  last_owner_id,
  manage: allowed(may(role, 'member.manage')),
  manageOwners: allowed(may(role, 'owner.manage')),
});

describe('what may be done to a member', () => {
  it('admins manage everybody but owners, owners everybody', () => {
    for (const act of ['change_role', 'remove'] as const) {
      expect(whyNot(act, member('other', 'approver'), as('admin'))).toBeNull();
      expect(whyNot(act, member('other', 'owner'), as('admin'))).toBe('not you');
      expect(whyNot(act, member('other', 'owner'), as('owner'))).toBeNull();
      expect(whyNot(act, member('other', 'viewer'), as('approver'))).toBe('not you');
    }
  });

  it('anybody may leave, nobody may raise themselves', () => {
    expect(whyNot('remove', member('me', 'viewer'), as('viewer'))).toBeNull();
    expect(whyNot('change_role', member('me', 'viewer'), as('viewer'))).toBe('not you');
  });

  it('the last owner stays one, and is told why', () => {
    const known = as('owner', 'me');
    expect(whyNot('remove', member('me', 'owner'), known)).toMatch(/last owner/);
    expect(whyNot('change_role', member('me', 'owner'), known)).toMatch(/Make somebody else an owner/);
  });
});

describe('lastOwnerOf', () => {
  it('names an owner only when no other can exist', () => {
    const one = [member('a', 'owner'), member('b', 'admin')];
    expect(lastOwnerOf(one, true)).toBe('a');
    expect(lastOwnerOf(one, false)).toBeNull();
    expect(lastOwnerOf([...one, member('c', 'owner')], true)).toBeNull();
  });
});
