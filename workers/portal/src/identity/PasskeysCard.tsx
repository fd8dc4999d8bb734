import { useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import type { Api } from '../api/types.ts';
import { useMe } from '../session/me.ts';
import { Time } from '../time/Time.tsx';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { Empty } from '../ui/Empty.tsx';
import { Failure } from '../ui/Failure.tsx';
import { SkeletonRows } from '../ui/Skeleton.tsx';
import { AddPasskeyDialog } from './AddPasskeyDialog.tsx';
import { DeletePasskeyDialog } from './DeletePasskeyDialog.tsx';
import { passkeysQuery } from './queries.ts';

type Passkey = Api<'Passkey'>;

/** Passkeys: sign in without a password, and the second factor before approving. */
export function PasskeysCard() {
  const takesPassword = useMe().step_up_methods.includes('password');
  const { data, error, isPending, refetch } = useQuery(passkeysQuery);
  const [adding, setAdding] = useState(false);
  const [deleting, setDeleting] = useState<Passkey | null>(null);
  return (
    <Card
      title="Passkeys"
      note="sign in with one touch, and confirm what you approve"
      flush
      actions={
        <Button small onClick={() => setAdding(true)}>
          Add a passkey
        </Button>
      }
    >
      {isPending && <SkeletonRows rows={1} label="passkeys" />}
      {error !== null && (
        <div className="p-4">
          <Failure error={error} onRetry={() => void refetch()} />
        </div>
      )}
      {data?.items.length === 0 && (
        <Empty title="You have no passkey yet">
          {takesPassword
            ? 'In this sandbox your password serves as second factor too; elsewhere only a passkey does.'
            : 'Without one you cannot approve a plan, lift a stop or publish a passport with apply.'}
        </Empty>
      )}
      {data !== undefined && data.items.length > 0 && (
        <ul>
          {data.items.map((passkey) => (
            <PasskeyRow key={passkey.id} passkey={passkey} onDelete={() => setDeleting(passkey)} />
          ))}
        </ul>
      )}
      {adding && <AddPasskeyDialog onClose={() => setAdding(false)} />}
      {deleting !== null && (
        <DeletePasskeyDialog passkey={deleting} last={data?.items.length === 1} onClose={() => setDeleting(null)} />
      )}
    </Card>
  );
}

function PasskeyRow({ passkey, onDelete }: { passkey: Passkey; onDelete(): void }) {
  const name = passkey.name ?? 'Passkey without a name';
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-4 py-2.5 first:border-t-0">
      <p className="flex min-w-0 flex-1 items-center gap-2">
        <KeyRound aria-hidden="true" size={16} className="shrink-0 text-ink-3" />
        <span className="truncate font-[550]" title={name}>
          <bdi>{name}</bdi>
        </span>
      </p>
      {passkey.created_at !== null && (
        <p className="text-1 text-ink-3">
          added <Time at={passkey.created_at} />
        </p>
      )}
      <Button small look="danger-outline" aria-label={`Delete the passkey ${name}`} onClick={onDelete}>
        Delete
      </Button>
    </li>
  );
}
