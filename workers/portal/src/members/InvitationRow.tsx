import { Ban, CircleCheck, Clock, Hourglass } from 'lucide-react';
import type { Api } from '../api/types.ts';
import { Time } from '../time/Time.tsx';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { RoleChip } from './RoleChip.tsx';

type Invitation = Api<'Invitation'>;

const STATES = {
  pending: { tone: 'info', icon: Clock, words: 'open' },
  accepted: { tone: 'ok', icon: CircleCheck, words: 'accepted' },
  revoked: { tone: 'neutral', icon: Ban, words: 'taken back' },
  expired: { tone: 'neutral', icon: Hourglass, words: 'expired' },
} as const;
/** One invitation; columns of the list on a wide screen, lines on a phone. */
export function InvitationRow({ invitation, onRevoke }: { invitation: Invitation; onRevoke(): void }) {
  const { created_at, email, expires_at, role, state } = invitation;
  const { icon, tone, words } = STATES[state];
  return (
    <li className="col-span-full flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-4 py-2.5 first:border-t-0 md:grid md:grid-cols-subgrid">
      <p className="min-w-0 truncate font-[550] max-md:w-full" title={email}>
        <bdi>{email}</bdi>
      </p>
      <p>
        <RoleChip role={role} />
      </p>
      <p>
        <Chip tone={tone} icon={icon}>
          {words}
        </Chip>
      </p>
      <p className="text-1 text-ink-3">
        invited <Time at={created_at} />
        {state === 'pending' && (
          <>
            , expires <Time at={expires_at} />
          </>
        )}
      </p>
      <p className="md:text-right">
        {state === 'pending' && (
          <Button small look="danger-outline" aria-label={`Take back the invitation of ${email}`} onClick={onRevoke}>
            Take back
          </Button>
        )}
      </p>
    </li>
  );
}
