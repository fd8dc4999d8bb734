import type { Api } from '../../api/types.ts';
import { useAllowed } from '../../session/organization.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { CodeBlock } from '../../ui/CodeBlock.tsx';
import { CopyButton } from '../../ui/Copy.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { UID_COMMAND, useConfirmUid } from '../use-confirm-uid.ts';

/** The uid that the connector reports, for a person to compare with the cluster's own: until then it may only send heartbeats. */
export function ConfirmUid({ cluster }: { cluster: Api<'Cluster'> }) {
  const allowed = useAllowed('cluster.manage');
  const confirm = useConfirmUid(cluster.id);
  const uid = cluster.cluster_uid;
  if (uid === null) return null;
  return (
    <Card title="Confirm that this is your cluster">
      <div className="grid gap-3">
        <p className="max-w-[74ch] text-ink-2">
          A connector enrolled with this cluster’s token and reports the uid below. Compare it with the uid of the cluster that
          you mean; a token that got into other hands shows here as another uid.
        </p>
        <p className="flex flex-wrap items-center gap-2 font-semibold">
          <code className="text-4 break-all">{uid}</code>
          <CopyButton text={uid} label="cluster uid" />
        </p>
        <CodeBlock text={UID_COMMAND} label="Command that shows your cluster’s uid" />
        {cluster.confirmed_uid !== null && cluster.confirmed_uid !== uid && (
          <p className="text-warn">
            Before, <code className="break-all">{cluster.confirmed_uid}</code> was confirmed: this is another cluster, or a
            restored one.
          </p>
        )}
        {confirm.error !== null && <Failure error={confirm.error} />}
        <div className="flex flex-wrap items-center gap-3">
          <Button look="primary" busy={confirm.isPending} forbidden={allowed.reason} onClick={() => confirm.mutate(uid)}>
            Confirm this uid
          </Button>
          <span className="text-1 text-ink-3">
            Not the same? Do not confirm: revoke this cluster under Connector and make a new one.
          </span>
        </div>
      </div>
    </Card>
  );
}
