import type { Api } from '../api/types.ts';
import type { Allowed } from '../session/organization.ts';

type Member = Api<'Member'>;
type Known = { me_id: string; last_owner_id: string | null; manage: Allowed; manageOwners: Allowed };

/** Why the person cannot do something to a member (themselves included); null: they can. Anybody may leave. The API decides all the same. */
export function whyNot(act: 'change_role' | 'remove', member: Member, known: Known): string | null {
  const self = member.id === known.me_id;
  if (member.id === known.last_owner_id) {
    return `${self ? 'You are' : 'This is'} the last owner, and one must remain. Make somebody else an owner first.`;
  }
  if (self && act === 'remove') return null;
  return (member.role === 'owner' ? known.manageOwners : known.manage).reason;
}

/** The only owner, when all members are known and there is only one. */
export function lastOwnerOf(members: readonly Member[], allKnown: boolean): string | null {
  const [owner, ...others] = members.filter(({ role }) => role === 'owner');
  return allKnown && others.length === 0 ? (owner?.id ?? null) : null;
}
