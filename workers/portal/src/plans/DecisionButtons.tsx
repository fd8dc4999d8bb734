import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../api/client.ts';
import { useAllowed, useScope } from '../session/organization.ts';
import { useShortcut } from '../shell/shortcuts/use-shortcut.ts';
import { useNow } from '../time/use-now.ts';
import { Button } from '../ui/Button.tsx';
import { ApproveDialog } from './ApproveDialog.tsx';
import type { PlanDetail } from './documents.ts';
import { actionsIn, approveForbidden } from './plan-actions.ts';
import { clusterQuery } from './queries.ts';
import { ReasonDialog } from './ReasonDialog.tsx';

type Open = 'approve' | 'reject' | 'cancel' | null;

/** To the first answer of the form further down: keyboard and eyes alike. */
function goToResolve(): void {
  const form = document.getElementById('resolve');
  form?.scrollIntoView();
  form?.querySelector<HTMLElement>('input')?.focus({ preventScroll: true });
}

/** What can be done with the plan as it stands. What this person may not do is visible, with the reason. */
export function DecisionButtons({ plan }: { plan: PlanDetail }) {
  const { organization } = useScope();
  const [open, setOpen] = useState<Open>(null);
  const now_ms = useNow(10_000);
  const { data: cluster } = useQuery(clusterQuery(organization.id, plan.cluster_id));
  const role_reason = useAllowed('plan.approve').reason;
  const rejecting = useAllowed('plan.reject').reason;
  const mayCancel = useAllowed('plan.cancel').reason;
  const cancelling =
    mayCancel ??
    (plan.cancel_requested_at === null ? null : 'Cancelling was asked for already; the connector answers as soon as it has it.');
  const actions = actionsIn(plan.state);
  const approving = approveForbidden({ plan, cluster, role_reason, now_ms });
  const close = () => setOpen(null);
  useShortcut('a', 'Approve this plan', () => setOpen('approve'), { enabled: actions.approve !== null && approving === null });
  useShortcut('r', 'Reject this plan', () => setOpen('reject'), { enabled: actions.reject && rejecting === null });
  const path = { id: plan.id };
  return (
    <div className="flex flex-wrap items-center gap-2 md:max-w-80 md:justify-end max-md:w-full max-md:[&>button]:min-h-11 max-md:[&>button]:flex-1">
      {actions.cancel !== null && (
        <Button forbidden={cancelling} onClick={() => setOpen('cancel')}>
          Cancel…
        </Button>
      )}
      {actions.reject && (
        <Button forbidden={rejecting} onClick={() => setOpen('reject')}>
          Reject…
        </Button>
      )}
      {actions.approve !== null && (
        <Button look="primary" forbidden={approving} onClick={() => setOpen('approve')}>
          Approve plan
        </Button>
      )}
      {actions.resolve && (
        <Button look="primary" onClick={goToResolve}>
          Resolve…
        </Button>
      )}
      {(actions.approve ?? null) !== null && approving !== null && (
        <p className="w-full text-1 text-ink-3 md:text-right">{approving}</p>
      )}
      <ApproveDialog plan={plan} open={open === 'approve'} onClose={close} />
      <ReasonDialog
        open={open === 'reject'}
        onClose={close}
        title="Reject this plan?"
        consequences="Nothing is changed in the cluster. The same changes are proposed again after 10 minutes at the earliest, and less often each time."
        verb="Reject plan"
        run={(reason, headers) => dataOf(api.POST('/v1/plans/{id}/reject', { params: { path }, body: { reason }, headers }))}
      />
      <ReasonDialog
        open={open === 'cancel'}
        onClose={close}
        title="Cancel this plan?"
        consequences={
          actions.cancel === 'request'
            ? 'The connector has the plan already. It is asked to end it, and may come too late; its answer shows here.'
            : 'It ends here for certain, and nothing is changed in the cluster.'
        }
        verb="Cancel plan"
        run={(reason, headers) => dataOf(api.POST('/v1/plans/{id}/cancel', { params: { path }, body: { reason }, headers }))}
      />
    </div>
  );
}
