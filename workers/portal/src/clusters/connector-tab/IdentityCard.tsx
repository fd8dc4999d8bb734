import { useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import type { Api } from '../../api/types.ts';
import { useCommand } from '../../api/use-command.ts';
import { useLiveSnapshot } from '../../live/use-live.ts';
import { useAllowed } from '../../session/organization.ts';
import { Time } from '../../time/Time.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { CodeBlock } from '../../ui/CodeBlock.tsx';
import { Actions, Dialog } from '../../ui/Dialog.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { type Release, releaseOf, upgradeCommand } from '../release-of.ts';

/** How to give the connector a new identity, or only a new key. */
export function IdentityCard({ cluster }: { cluster: Api<'Cluster'> }) {
  const [open, setOpen] = useState(false);
  const release = releaseOf(useLiveSnapshot(cluster.id));
  const allowed = useAllowed('cluster.manage');
  const reason = cluster.state === 'revoked' ? 'A revoked cluster cannot enrol again; add a new one.' : allowed.reason;
  return (
    <Card title="Identity">
      <div className="grid gap-4">
        <div className="grid gap-2">
          <h3 className="font-[550]">{cluster.enrolled_at === null ? 'Enrolment token' : 'Enrol again'}</h3>
          <p className="text-ink-2">
            {cluster.enrolled_at === null
              ? 'A token serves once and for one hour. Make a new one when it was lost or has run out.'
              : 'For a lost or copied key, a restored cluster, or a release that was installed anew. The connector makes a new key; the old one opens no session from then on, and what it signed stays valid.'}
          </p>
          <p>
            <Button forbidden={reason} onClick={() => setOpen(true)}>
              Make a new token
            </Button>
          </p>
        </div>
        <div className="grid gap-2">
          <h3 className="font-[550]">Rotate the key</h3>
          <p className="text-ink-2">
            Without a doubt about the old key: raise the value <code>identity.rotation</code> by one and upgrade the release. Old
            and new key sign for the change; no token is needed. <code>N</code> is one more than the release has now, 0 at first;{' '}
            <code>CHART</code> is where it was installed from.
          </p>
          <CodeBlock text={upgradeCommand(release, 'identity.rotation=N')} label="Command that rotates the key" />
        </div>
      </div>
      {open && <NewToken cluster={cluster} release={release} onClose={() => setOpen(false)} />}
    </Card>
  );
}

function NewToken({ cluster, onClose, release }: { cluster: Api<'Cluster'>; release: Release | null; onClose(): void }) {
  const make = useCommand((_: null, headers) =>
    dataOf(api.POST('/v1/clusters/{id}/tokens', { params: { path: { id: cluster.id } }, headers })),
  );
  return (
    <Dialog
      open
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title="Make a new enrolment token"
      description="Earlier tokens that were not used are worthless from then on. The connector that runs now goes on until the new token is used."
      wide
    >
      {make.data === undefined ? (
        <>
          {make.error !== null && <Failure error={make.error} />}
          <Actions>
            <Button onClick={onClose}>Keep the present one</Button>
            <Button look="primary" busy={make.isPending} onClick={() => make.mutate(null)}>
              Make token
            </Button>
          </Actions>
        </>
      ) : (
        <>
          <p>
            Shown once, for one use; it ends <Time at={make.data.expires_at} />. Whoever has it can enrol a connector for this
            cluster. <code>CHART</code> below is where the release was installed from.
          </p>
          <CodeBlock text={make.data.token} label="Enrolment token" />
          <CodeBlock text={upgradeCommand(release, `enrollment.token=${make.data.token}`)} label="Command that enrols again" />
          <Actions>
            <Button look="primary" onClick={onClose}>
              I have copied it
            </Button>
          </Actions>
        </>
      )}
    </Dialog>
  );
}
