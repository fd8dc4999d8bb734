import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { LoaderCircle } from 'lucide-react';
import type { Api } from '../../api/types.ts';
import { recentSeriesQuery } from '../../clusters/recent-series.ts';
import { useLiveSnapshot } from '../../live/use-live.ts';
import { PlanStateChip } from '../../plans/PlanStateChip.tsx';
import { PLAN_STATE_WORDS } from '../../plans/state-words.ts';
import { useScope } from '../../session/organization.ts';
import { Time } from '../../time/Time.tsx';
import { useNow } from '../../time/use-now.ts';
import { buttonClass } from '../../ui/Button.tsx';
import type { InstallChoice } from '../address.ts';
import { effectsOf } from '../help/effects.ts';
import { StepHelp } from '../help/StepHelp.tsx';
import { namesOf } from '../names-of.ts';
import { StepLayout } from '../StepLayout.tsx';
import { KnownFindings } from './KnownFindings.tsx';
import { ObservedNumbers } from './ObservedNumbers.tsx';
import { MIN_SAMPLES, type Observed, observedNow } from './samples.ts';

type Props = { cluster: Api<'ClusterDetail'>; choice: InstallChoice | null; plans: readonly Api<'Plan'>[] };

/** Step 8: something was found and a plan was made; or it is said why not yet. */
export function ProposalStep({ choice, cluster, plans }: Props) {
  const { organization } = useScope();
  const live = useLiveSnapshot(cluster.id);
  const series = useQuery(recentSeriesQuery(organization.id, cluster.id));
  const observed = observedNow(series.data?.workloads ?? [], useNow());
  const names = namesOf(choice, live?.hello);
  const mode = cluster.mode ?? 'observe';
  const plan = plans[0];
  return (
    <StepLayout
      effects={effectsOf('proposal', mode, names)}
      help={
        plan === undefined ? (
          <StepHelp step="proposal" names={names} known={<KnownFindings findings={live?.findings ?? []} />} />
        ) : undefined
      }
    >
      {plan === undefined ? <Waiting observed={observed} /> : <Found plan={plan} mode={mode} />}
      <ObservedNumbers observed={observed} />
    </StepLayout>
  );
}

function Waiting({ observed }: { observed: readonly Observed[] }) {
  const samples = Math.max(0, ...observed.map((one) => one.samples));
  return (
    <div className="grid gap-1.5">
      <p role="status" className="flex items-center gap-2">
        <LoaderCircle aria-hidden="true" size={16} className="shrink-0 animate-spin text-accent" />
        {samples < MIN_SAMPLES
          ? `Gathering samples: at least ${MIN_SAMPLES} in a minute are needed.`
          : 'Looking at the workload every 10 seconds. Nothing worth a proposal was seen yet.'}
      </p>
      <p className="text-ink-2">
        You need not wait here: the guide is done as soon as something turns up, and the{' '}
        <Link to="/" className="link">
          overview
        </Link>{' '}
        shows it. No proposal for a healthy workload is the right answer.
      </p>
    </div>
  );
}

function Found({ mode, plan }: { plan: Api<'Plan'>; mode: 'observe' | 'verify' | 'apply' }) {
  return (
    <div className="grid gap-2">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <PlanStateChip state={plan.state} />
        <span className="text-1 text-ink-3">
          proposed <Time at={plan.created_at} />
        </span>
      </p>
      <p>
        {PLAN_STATE_WORDS[plan.state].meaning}
        {mode === 'observe' && ' In mode observe it stays a proposal.'}
        {mode === 'verify' && ' In mode verify it is proved and cannot be approved.'}
      </p>
      <p>
        <Link to="/plans/$id" params={{ id: plan.id }} className={buttonClass('primary')}>
          Look at the plan
        </Link>
      </p>
    </div>
  );
}
