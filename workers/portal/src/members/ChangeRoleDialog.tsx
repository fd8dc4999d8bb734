import type { Role } from '@modekeeper/contracts/permissions';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../api/client.ts';
import type { Api } from '../api/types.ts';
import { useCommand } from '../api/use-command.ts';
import { keys } from '../live/keys.ts';
import { meQuery } from '../session/me.ts';
import { useAllowed, useScope } from '../session/organization.ts';
import { Button } from '../ui/Button.tsx';
import { Actions, Dialog } from '../ui/Dialog.tsx';
import { Failure } from '../ui/Failure.tsx';
import { RoleField } from './RoleField.tsx';
import { joinWords, roleDifference } from './role-words.ts';

type Props = { member: Api<'Member'>; self: boolean; onClose(): void };

/** Chooses another role, with what it gives and takes. */
export function ChangeRoleDialog({ member, self, onClose }: Props) {
  const { organization } = useScope();
  const queries = useQueryClient();
  const [role, setRole] = useState<Role>(member.role);
  const change = useCommand<{ role: Role }, Api<'Member'>>(
    (body) => dataOf(api.PATCH('/v1/members/{id}', { params: { path: { id: member.id } }, body })),
    {
      onDone: async () => {
        await queries.invalidateQueries({ queryKey: keys.members(organization.id) });
        if (self) await queries.invalidateQueries({ queryKey: meQuery.queryKey, exact: true });
        onClose();
      },
    },
  );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Change role"
      description={
        <>
          <bdi>{member.name}</bdi> is {member.role} of <bdi>{organization.name}</bdi>. The new role counts from the next request.
        </>
      }
    >
      <RoleField role={role} onChange={setRole} explain={role === member.role} />
      <Consequences from={member.role} to={role} self={self} />
      {change.error !== null && <Failure error={change.error} />}
      <Actions>
        <Button onClick={onClose}>Keep the role</Button>
        <Button
          look="primary"
          busy={change.isPending}
          forbidden={role === member.role ? `The role is ${role} already; choose another one.` : null}
          onClick={() => change.mutate({ role })}
        >
          {role === member.role ? 'Change role' : `Make ${role}`}
        </Button>
      </Actions>
    </Dialog>
  );
}

function Consequences({ from, to, self }: { from: Role; to: Role; self: boolean }) {
  const manage = useAllowed('member.manage');
  const { gains, loses } = roleDifference(from, to);
  if (from === to) return null;
  return (
    <ul className="grid list-disc gap-1 pl-5">
      {gains.length > 0 && <li>Will be able to {joinWords(gains)}.</li>}
      {loses.length > 0 && <li>Will no longer be able to {joinWords(loses)}.</li>}
      {self && manage.allowed && loses.length > 0 && <li>This is your own role: somebody else has to give it back.</li>}
    </ul>
  );
}
