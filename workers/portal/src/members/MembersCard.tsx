import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Api } from '../api/types.ts';
import { useMe } from '../session/me.ts';
import { useAllowed, useScope } from '../session/organization.ts';
import { Card } from '../ui/Card.tsx';
import { Failure } from '../ui/Failure.tsx';
import { SkeletonRows } from '../ui/Skeleton.tsx';
import { ChangeRoleDialog } from './ChangeRoleDialog.tsx';
import { MemberRow } from './MemberRow.tsx';
import { More } from './More.tsx';
import { lastOwnerOf, whyNot } from './member-rules.ts';
import { membersQuery } from './queries.ts';
import { RemoveMemberDialog } from './RemoveMemberDialog.tsx';

type Asked = { act: 'change_role' | 'remove'; member: Api<'Member'> };

/** The members with what may be done to each. */
export function MembersCard() {
  const { organization } = useScope();
  const me_id = useMe().user.id;
  const manage = useAllowed('member.manage');
  const manageOwners = useAllowed('owner.manage');
  const query = useInfiniteQuery(membersQuery(organization.id));
  const [asked, setAsked] = useState<Asked | null>(null);
  const members = query.data?.pages.flatMap(({ items }) => items);
  const known = { me_id, manage, manageOwners, last_owner_id: lastOwnerOf(members ?? [], query.hasNextPage === false) };
  const close = () => setAsked(null);
  return (
    <Card title="Members" note={members && `${members.length}${query.hasNextPage ? '+' : ''}`} flush>
      {query.isPending && <SkeletonRows rows={3} label="members" />}
      {query.error !== null && (
        <div className="p-4">
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        </div>
      )}
      {members !== undefined && (
        <ul className="grid grid-cols-1 md:grid-cols-[minmax(0,1fr)_auto_auto_auto]">
          {members.map((member) => (
            <MemberRow
              key={member.id}
              member={member}
              self={member.id === me_id}
              whyNotChange={whyNot('change_role', member, known)}
              whyNotRemove={whyNot('remove', member, known)}
              onAsk={(act) => setAsked({ act, member })}
            />
          ))}
        </ul>
      )}
      <More query={query} />
      {asked?.act === 'change_role' && (
        <ChangeRoleDialog member={asked.member} self={asked.member.id === me_id} onClose={close} />
      )}
      {asked?.act === 'remove' && <RemoveMemberDialog member={asked.member} self={asked.member.id === me_id} onClose={close} />}
    </Card>
  );
}
