import { CircleCheck } from 'lucide-react';
import type { Api } from '../api/types.ts';
import { Time } from '../time/Time.tsx';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { browserWords } from './browser-words.ts';

type Props = { session: Api<'Session'>; busy: boolean; onEnd(): void };

/** One session; columns of the list on a wide screen, lines on a phone. */
export function SessionRow({ session, busy, onEnd }: Props) {
  const { address, created_at, current, expires_at, user_agent } = session;
  const browser = browserWords(user_agent);
  return (
    <li className="col-span-full flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-4 py-2.5 first:border-t-0 md:grid md:grid-cols-subgrid">
      <p className="flex min-w-0 flex-wrap items-center gap-2 max-md:w-full">
        <span className="truncate font-[550]" title={user_agent ?? undefined}>
          {browser}
        </span>
        {current && (
          <Chip tone="ok" icon={CircleCheck}>
            this one
          </Chip>
        )}
      </p>
      <p className="text-1 text-ink-2">{address === null ? 'address unknown' : <>from {address}</>}</p>
      <p className="text-1 text-ink-3">
        signed in <Time at={created_at} />, ends <Time at={expires_at} />
      </p>
      <p className="md:text-right">
        <Button
          small
          look={current ? 'plain' : 'danger-outline'}
          busy={busy}
          aria-label={current ? 'Sign out of this session' : `Revoke the session of ${browser}`}
          onClick={onEnd}
        >
          {current ? 'Sign out' : 'Revoke'}
        </Button>
      </p>
    </li>
  );
}
