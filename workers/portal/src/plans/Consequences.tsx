import { useQuery } from '@tanstack/react-query';
import { RotateCw, ShieldAlert, Zap } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { workloadName } from '../live/series-cache.ts';
import { useLiveSnapshot } from '../live/use-live.ts';
import { useScope } from '../session/organization.ts';
import { serverNow } from '../time/clock.ts';
import { newestReportOf, type PlanDetail, sealedOf } from './documents.ts';
import { chartSpan } from './evidence-chart.ts';
import { GATE_WORDS } from './gate-words.ts';
import { NextDeployNotes } from './NextDeployNotes.tsx';
import { spanQuery } from './queries.ts';
import { reasonWords } from './reason-words.ts';
import { isStopped } from './stopped.ts';

/** What follows from approving, said before the click: what restarts, what the next deploy does, what would stop it now. */
export function Consequences({ plan }: { plan: PlanDetail }) {
  const { kind, name, namespace } = plan.target;
  const isCold = plan.changes.some(({ temperature }) => temperature === 'cold');
  const pods = usePods(plan);
  const closed = (newestReportOf(plan)?.gates ?? []).filter(({ ok }) => !ok);
  const kill = useLiveSnapshot(plan.cluster_id)?.kill;
  return (
    <div className="grid gap-2">
      {isCold ? (
        <Line icon={RotateCw}>
          Restarts {pods === null ? `every pod of ${kind} ${name}` : pods === 1 ? '1 pod' : `${pods} pods`} in{' '}
          <code>{namespace}</code>: the change goes by rollout. How near the last checkpoint is, ModeKeeper does not know; work
          since then is repeated.
        </Line>
      ) : (
        <Line icon={Zap}>
          Changes at run time; no pod in <code>{namespace}</code> restarts.
        </Line>
      )}
      {isStopped(kill, plan.target) && (
        <Line icon={ShieldAlert} tone="text-bad">
          A kill switch is on: an approved plan would end blocked, and turning the switch off would not resume it.
        </Line>
      )}
      {closed.map(({ gate, reason }) => (
        <Line key={gate} icon={ShieldAlert} tone="text-bad">
          {GATE_WORDS[gate].closed}: {reason === null ? 'the report gives no reason.' : reasonWords(reason)} Unless that changes,
          an approved plan ends blocked and nothing is changed.
        </Line>
      ))}
      <NextDeployNotes plan={plan} />
    </div>
  );
}

function Line({ children, icon: Icon, tone = 'text-ink-3' }: { children: ReactNode; icon: typeof Zap; tone?: string }) {
  return (
    <p className="flex items-start gap-2">
      <Icon aria-hidden="true" size={14} className={`mt-[3px] shrink-0 ${tone}`} />
      <span className="min-w-0 break-words">{children}</span>
    </p>
  );
}

/** Pods of the workload as its connector last counted them; null when nothing is known. */
function usePods(plan: PlanDetail): number | null {
  const { organization } = useScope();
  const [opened_ms] = useState(serverNow);
  const sealed = sealedOf(plan);
  const workload = sealed === undefined ? '' : workloadName(sealed.target);
  const span = sealed === undefined ? { from_ms: 0, to_ms: 1 } : chartSpan(sealed);
  const { data } = useQuery({
    ...spanQuery(organization.id, plan.cluster_id, workload, span, opened_ms),
    enabled: sealed !== undefined,
  });
  const pods = data?.workloads.find((one) => one.workload === workload)?.pods;
  return pods == null ? null : pods.followed + pods.not_observed;
}
