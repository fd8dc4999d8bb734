import { useState } from 'react';
import type { Api } from '../../api/types.ts';
import { useAllowed } from '../../session/organization.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { EndDialog, type Way } from './EndDialog.tsx';

/** Ending a cluster for good, with what it does and does not do. */
export function EndCluster({ cluster }: { cluster: Api<'Cluster'> }) {
  const [way, setWay] = useState<Way | null>(null);
  const allowed = useAllowed('cluster.manage');
  const revoked = cluster.state === 'revoked';
  return (
    <Card title="End this cluster">
      <div className="grid gap-3">
        <p className="text-ink-2">
          Revoking refuses its connector for good and keeps the cluster in the list; removing also takes it off the list. Neither
          can be taken back, and neither reaches into the cluster.
        </p>
        <div className="flex flex-wrap gap-2">
          <Button
            look="danger-outline"
            forbidden={revoked ? 'It is revoked already.' : allowed.reason}
            onClick={() => setWay('revoke')}
          >
            Revoke cluster…
          </Button>
          <Button look="danger-outline" forbidden={allowed.reason} onClick={() => setWay('remove')}>
            Remove cluster…
          </Button>
        </div>
      </div>
      {way !== null && <EndDialog cluster={cluster} way={way} onClose={() => setWay(null)} />}
    </Card>
  );
}
