import { changesInWords } from '@modekeeper/engine/knob-words';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, dataOf } from '../api/client.ts';
import { keys } from '../live/keys.ts';
import { useScope } from '../session/organization.ts';
import { useProvenCommand } from '../session/use-proven-command.ts';
import { Button } from '../ui/Button.tsx';
import { Copy } from '../ui/Copy.tsx';
import { Actions, Dialog } from '../ui/Dialog.tsx';
import { Failure } from '../ui/Failure.tsx';
import { Consequences } from './Consequences.tsx';
import { effectOf, type PlanDetail } from './documents.ts';
import { EffectChanged } from './EffectChanged.tsx';
import { LastTransition } from './LastTransition.tsx';
import { approveForbidden } from './plan-actions.ts';
import { ServerDiff } from './ServerDiff.tsx';
import { useTakePlan } from './use-plan-command.ts';

type Props = { plan: PlanDetail; open: boolean; onClose(): void };

/** The decision for one effect of a plan: names the effect that is on the screen, and no other. */
export function ApproveDialog({ onClose, open, plan }: Props) {
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title={plan.state === 'verified' ? 'Approve this plan?' : 'This plan no longer waits'}
      description={`${changesInWords(plan.changes)} on ${plan.target.namespace}/${plan.target.name}.`}
      wide
    >
      {open && <Decision plan={plan} onClose={onClose} />}
    </Dialog>
  );
}

/** What somebody decides about, as it stood when they began to look. */
type Seen = { effect_digest: string; effect: ReturnType<typeof effectOf> };

function Decision({ onClose, plan }: { plan: PlanDetail; onClose(): void }) {
  const { organization } = useScope();
  const queries = useQueryClient();
  const take = useTakePlan();
  const [seen, setSeen] = useState<Seen>(() => seenOf(plan));
  const approve = useProvenCommand<string, PlanDetail>(
    'approve this plan',
    (effect_digest, headers) =>
      dataOf(api.POST('/v1/plans/{id}/approve', { params: { path: { id: plan.id } }, body: { effect_digest }, headers })),
    {
      onDone: (answer) => {
        take(answer);
        onClose();
      },
    },
  );
  const code = approve.error?.code;
  useEffect(() => {
    // The refusal says that the page is behind: read again what it is behind of.
    if (code === 'effect_changed' || code === 'plan_state_conflict') {
      void queries.invalidateQueries({ queryKey: keys.plan(organization.id, plan.id) });
    }
  }, [code, organization.id, plan.id, queries]);

  const forbidden = approveForbidden({ plan, cluster: undefined, role_reason: null, now_ms: 0 });
  if (plan.state !== 'verified') {
    return (
      <>
        <div role="alert" className="grid gap-1 rounded-1 border border-line bg-info-soft px-4 py-3">
          <p className="font-[550]">{approve.isPending ? 'Sent; this is what happened meanwhile.' : 'Somebody was faster.'}</p>
          <LastTransition plan={plan} reasoned={plan.state !== 'rejected'} />
        </div>
        <Actions>
          <Button onClick={onClose}>Close</Button>
        </Actions>
      </>
    );
  }
  const isChanged = plan.effect_digest !== seen.effect_digest;
  const changes = seen.effect?.objects.flatMap((object) => object.changes) ?? [];
  return (
    <>
      {isChanged ? (
        <EffectChanged before={seen.effect} now={effectOf(plan)} />
      ) : (
        <>
          <div className="overflow-hidden rounded-1 border border-line">
            <ServerDiff changes={changes} label="What the API server would store differently" />
          </div>
          <Consequences plan={plan} />
          <p className="flex flex-wrap items-center gap-x-2 text-1 text-ink-3">
            You approve exactly this effect: <Copy text={seen.effect_digest} label="effect digest" />
          </p>
        </>
      )}
      {approve.error !== null && !(isChanged && code === 'effect_changed') && <Failure error={approve.error} />}
      <Actions>
        <Button onClick={onClose}>Not now</Button>
        {isChanged ? (
          <Button
            look="primary"
            onClick={() => {
              approve.reset();
              setSeen(seenOf(plan));
            }}
          >
            Look at the new effect
          </Button>
        ) : (
          <Button
            look="primary"
            busy={approve.isPending}
            forbidden={forbidden}
            onClick={() => approve.mutate(seen.effect_digest)}
          >
            Approve plan
          </Button>
        )}
      </Actions>
    </>
  );
}

function seenOf(plan: PlanDetail): Seen {
  return { effect_digest: plan.effect_digest ?? '', effect: effectOf(plan) };
}
