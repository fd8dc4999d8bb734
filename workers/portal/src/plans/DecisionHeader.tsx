import { isUndispatchedPlanState } from '@modekeeper/contracts/plan-state-names';
import { changesInWords, chordsOf } from '@modekeeper/engine/knob-words';
import { formatDuration } from '@modekeeper/evidence/format-time';
import { useAllowed } from '../session/organization.ts';
import { Time } from '../time/Time.tsx';
import { useNow } from '../time/use-now.ts';
import { Copy } from '../ui/Copy.tsx';
import { Consequences } from './Consequences.tsx';
import { DecisionButtons } from './DecisionButtons.tsx';
import { type PlanDetail, sealedOf } from './documents.ts';
import { signalName } from './evidence-words.ts';
import { LastTransition } from './LastTransition.tsx';
import { NextDeployNotes } from './NextDeployNotes.tsx';
import { ClusterName } from './PersonName.tsx';
import { PlanStateChip } from './PlanStateChip.tsx';
import { reasonWords } from './reason-words.ts';
import { PLAN_STATE_WORDS } from './state-words.ts';

/** Reasons that say no more than the state itself. */
const SAID_BY_STATE = [
  'rejected_by_person',
  'cancelled_by_person',
  'plan_expired',
  'checks_passed',
  'diff_unstable',
  'rollback_complete',
];
const CHANGE_REMAINS = ['confirmed', 'inconclusive', 'halted_partial', 'rollback_conflict'];

/** State, what it is about in words, what follows, who must act until when, and the buttons. */
export function DecisionHeader({ plan }: { plan: PlanDetail }) {
  const { changes, state, target } = plan;
  const isUndecided = isUndispatchedPlanState(state);
  return (
    <section
      aria-label="Decision"
      className="grid min-w-0 gap-3 rounded-1 border border-line bg-surface px-5 py-4 shadow-card max-md:px-4"
    >
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="grid min-w-0 flex-1 basis-96 justify-items-start gap-1.5">
          <PlanStateChip state={state} />
          <h1 className="break-words">
            {changesInWords(changes)} on <code className="text-3 font-normal">{target.name}</code>
          </h1>
          <Lead plan={plan} />
        </div>
        <DecisionButtons plan={plan} />
      </div>
      {isUndecided ? <Consequences plan={plan} /> : CHANGE_REMAINS.includes(state) && <NextDeployNotes plan={plan} />}
      <Facts plan={plan} />
      <WhoActs plan={plan} />
    </section>
  );
}

function Lead({ plan }: { plan: PlanDetail }) {
  const { reason, state } = plan;
  const signals = sealedOf(plan)?.evidence.signals ?? [];
  const why = signals.length === 0 ? '' : `Signal: ${signals.map(signalName).join(', ')}. `;
  return (
    <p className="max-w-[74ch] break-words text-ink-2">
      {why}
      {PLAN_STATE_WORDS[state].meaning}
      {reason !== null && !SAID_BY_STATE.includes(reason) && ` ${reasonWords(reason)}`}
    </p>
  );
}

function Facts({ plan }: { plan: PlanDetail }) {
  const now_ms = useNow();
  const { cluster_id, created_at, expires_at, plan_digest, state, target } = plan;
  const left_ms = Date.parse(expires_at) - now_ms;
  return (
    <dl className="flex flex-wrap gap-x-5 gap-y-1 text-1 text-ink-3 [&_dd]:text-ink-2 [&>div]:flex [&>div]:min-w-0 [&>div]:items-center [&>div]:gap-1.5">
      <div>
        <dt>Chord</dt>
        <dd>{chordsOf(plan)}</dd>
      </div>
      <div>
        <dt>Digest</dt>
        <dd>
          <Copy text={plan_digest} label="plan digest" />
        </dd>
      </div>
      <div>
        <dt>Workload</dt>
        <dd className="break-all">
          {target.namespace}/{target.kind}/{target.name}
        </dd>
      </div>
      <div>
        <dt>Proposed by</dt>
        <dd>
          connector <ClusterName id={cluster_id} /> <Time at={created_at} />
        </dd>
      </div>
      {isUndispatchedPlanState(state) && (
        <div>
          <dt>Expires</dt>
          <dd title={expires_at}>{left_ms <= 0 ? 'now' : `in ${formatDuration(left_ms)}`}</dd>
        </div>
      )}
    </dl>
  );
}

/** Who has to do something now. Told politely to screen readers when it changes. */
function WhoActs({ plan }: { plan: PlanDetail }) {
  const { allowed } = useAllowed('plan.approve');
  return (
    <div role="status" className="border-t border-line pt-2.5 text-1 text-ink-3">
      {plan.state === 'verified' && (
        <p>
          Any owner, admin or approver may decide; one approval is enough where the cluster demands level L0.{' '}
          {allowed ? 'You may; a second factor is asked for.' : 'Your role may look on.'}
        </p>
      )}
      {plan.state === 'needs_person' && <p>An owner, admin or approver has to look at the object and say what is true.</p>}
      {plan.cancel_requested_at !== null && plan.state === 'dispatched' && (
        <p>
          Cancelling was asked for <Time at={plan.cancel_requested_at} />; the connector answers as soon as it has it.
        </p>
      )}
      <LastTransition plan={plan} reasoned={false} />
    </div>
  );
}
