import { formatDuration } from '@modekeeper/evidence/format-time';
import { KeyRound } from 'lucide-react';
import { api, dataOf } from '../../api/client.ts';
import type { Api } from '../../api/types.ts';
import { useCommand } from '../../api/use-command.ts';
import { useAllowed } from '../../session/organization.ts';
import { useNow } from '../../time/use-now.ts';
import { Button } from '../../ui/Button.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { type KnownToken, rememberToken } from '../token-memory.ts';

/** Whether a token of this page has run out. */
export function useTokenExpired(known: KnownToken | undefined): boolean {
  const now_ms = useNow();
  return known !== undefined && Date.parse(known.expires_at) <= now_ms;
}

type Props = { cluster_id: string; known: KnownToken | undefined; expired: boolean };

/** What is left of the token: it is in the file for as long as this page is open; lost or too old, there is a new one. */
export function TokenLine({ cluster_id, expired, known }: Props) {
  const now_ms = useNow();
  const make = useNewToken(cluster_id);
  const usable = known !== undefined && !expired;
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <KeyRound aria-hidden="true" size={16} className={usable ? 'shrink-0 text-ok' : 'shrink-0 text-warn'} />
        <p className="min-w-0 flex-1 basis-64">
          {usable
            ? `The token is in the file. It serves one connector, once, for ${formatDuration(Date.parse(known.expires_at) - now_ms)} more, and is gone when this page is closed or loaded again.`
            : expired
              ? 'The token is older than an hour and no longer serves.'
              : 'The token was shown once and is not kept: this page was loaded again since.'}
        </p>
        <NewTokenButton make={make} primary={!usable} />
      </div>
      {make.error !== null && <Failure error={make.error} />}
    </div>
  );
}

/** Makes a new token; the one before is worthless from then on. */
function useNewToken(cluster_id: string) {
  return useCommand<null, Api<'EnrollmentToken'>>(
    (_, headers) => dataOf(api.POST('/v1/clusters/{id}/tokens', { params: { path: { id: cluster_id } }, headers })),
    { onDone: (token) => rememberToken(cluster_id, token) },
  );
}

function NewTokenButton({ make, primary }: { make: ReturnType<typeof useNewToken>; primary: boolean }) {
  const allowed = useAllowed('cluster.manage');
  return (
    <Button
      small
      look={primary ? 'primary' : 'plain'}
      busy={make.isPending}
      forbidden={allowed.reason}
      onClick={() => make.mutate(null)}
      title="Tokens made before are worthless from then on"
    >
      Make a new token
    </Button>
  );
}
