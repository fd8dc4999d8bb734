import { useKnownToken } from '../token-memory.ts';
import { useTokenExpired } from './TokenLine.tsx';

/** What this page itself knows about an enrolment that does not come. */
export function TokenHelp({ cluster_id }: { cluster_id: string }) {
  const known = useKnownToken(cluster_id);
  const expired = useTokenExpired(known);
  return (
    <p className="rounded-1 bg-info-soft px-3 py-2">
      {expired
        ? 'The control plane has heard nothing that it accepts, and the token of this page has run out: make a new one above.'
        : 'The control plane has heard nothing that it accepts for this cluster yet. It keeps no record of refused attempts; the connector’s log does.'}
    </p>
  );
}
