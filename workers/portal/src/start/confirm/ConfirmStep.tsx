import { useState } from 'react';
import type { Api } from '../../api/types.ts';
import { UID_COMMAND, useConfirmUid } from '../../clusters/use-confirm-uid.ts';
import { useAllowed } from '../../session/organization.ts';
import { Time } from '../../time/Time.tsx';
import { Button } from '../../ui/Button.tsx';
import { CodeBlock } from '../../ui/CodeBlock.tsx';
import { CopyButton } from '../../ui/Copy.tsx';
import { Actions } from '../../ui/Dialog.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { TextField } from '../../ui/Field.tsx';
import type { InstallChoice } from '../address.ts';
import { effectsOf } from '../help/effects.ts';
import { namesOf } from '../names-of.ts';
import { StepLayout } from '../StepLayout.tsx';

/** Step 5: a person compares the uid that the connector reported with the cluster's own. */
export function ConfirmStep({ choice, cluster }: { cluster: Api<'ClusterDetail'>; choice: InstallChoice | null }) {
  const allowed = useAllowed('cluster.manage');
  const [printed, setPrinted] = useState('');
  const uid = cluster.cluster_uid ?? '';
  const confirm = useConfirmUid(cluster.id);
  const pasted = printed.trim().replace(/^'|'$/g, '').toLowerCase();
  const differs = pasted !== '' && pasted !== uid;
  const again = cluster.confirmed_uid !== null && cluster.confirmed_uid !== uid;
  return (
    <StepLayout effects={effectsOf('confirm', cluster.mode ?? 'observe', namesOf(choice))}>
      <p>
        A connector registered with the token
        {cluster.enrolled_at !== null && (
          <>
            {' '}
            <Time at={cluster.enrolled_at} />
          </>
        )}
        . It says that it runs in the cluster with this uid:
      </p>
      <p className="flex flex-wrap items-center gap-2 rounded-1 border border-line bg-canvas px-3 py-3">
        <span className="min-w-0 font-mono text-4 font-semibold break-all">{uid}</span>
        <CopyButton text={uid} label="uid" />
      </p>
      {again && (
        <p role="alert" className="rounded-1 bg-warn-soft px-3 py-2">
          Another uid was confirmed for this cluster before: <code className="break-all">{cluster.confirmed_uid}</code>. Confirm
          only if you moved it on purpose.
        </p>
      )}
      <p>Ask your cluster, with credentials that you trust, and compare. A token that was taken would show another uid here.</p>
      <CodeBlock text={UID_COMMAND} label="Command to compare" />
      <TextField
        label="What the command printed"
        hint={
          pasted === uid && uid !== '' ? 'It is the same uid.' : 'Optional: paste it, and the page compares instead of your eyes.'
        }
        error={
          differs ? 'This is another uid. Do not confirm: find out whose cluster took the token, then remove this one.' : null
        }
        value={printed}
        onChange={({ target }) => setPrinted(target.value)}
        autoComplete="off"
        spellCheck={false}
        className="mono"
      />
      {confirm.error !== null && <Failure error={confirm.error} />}
      <Actions>
        <Button
          look="primary"
          busy={confirm.isPending}
          forbidden={allowed.reason ?? (differs ? 'The uid that you pasted is another one.' : null)}
          onClick={() => confirm.mutate(uid)}
        >
          Confirm this uid
        </Button>
      </Actions>
    </StepLayout>
  );
}
