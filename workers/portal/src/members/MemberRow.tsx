import type { Api } from '../api/types.ts';
import { Time } from '../time/Time.tsx';
import { Button } from '../ui/Button.tsx';
import { RoleChip } from './RoleChip.tsx';

type Props = {
  member: Api<'Member'>;
  self: boolean;
  whyNotChange: string | null;
  whyNotRemove: string | null;
  onAsk(act: 'change_role' | 'remove'): void;
};

/** One member; columns of the list on a wide screen, lines on a phone. */
export function MemberRow({ member, self, whyNotChange, whyNotRemove, onAsk }: Props) {
  return (
    <li className="col-span-full flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-4 py-2.5 first:border-t-0 md:grid md:grid-cols-subgrid">
      <div className="min-w-0 max-md:w-full">
        <p className="truncate font-[550]" title={member.name}>
          <bdi>{member.name}</bdi>
          {self && <span className="font-normal text-ink-3"> (you)</span>}
        </p>
        <p className="truncate text-1 text-ink-2" title={member.email}>
          <bdi>{member.email}</bdi>
        </p>
      </div>
      <p>
        <RoleChip role={member.role} />
      </p>
      <p className="text-1 text-ink-3">
        joined <Time at={member.joined_at} />
      </p>
      <div className="flex flex-wrap gap-2 max-md:w-full md:justify-end">
        <Button small forbidden={whyNotChange} aria-label={`Change role of ${member.name}`} onClick={() => onAsk('change_role')}>
          Change role
        </Button>
        <Button
          small
          look="danger-outline"
          forbidden={whyNotRemove}
          aria-label={self ? 'Leave the organisation' : `Remove ${member.name}`}
          onClick={() => onAsk('remove')}
        >
          {self ? 'Leave' : 'Remove'}
        </Button>
      </div>
    </li>
  );
}
