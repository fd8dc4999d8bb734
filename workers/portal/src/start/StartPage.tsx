import { Link } from '@tanstack/react-router';
import { CircleCheck } from 'lucide-react';
import { useScope } from '../session/organization.ts';
import { Button, buttonClass } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { Empty } from '../ui/Empty.tsx';
import { Failure } from '../ui/Failure.tsx';
import { Page } from '../ui/Page.tsx';
import { STEPS, type StepId } from './address.ts';
import { ClusterStep } from './cluster/ClusterStep.tsx';
import { Unfinished } from './cluster/Unfinished.tsx';
import { ConfirmStep } from './confirm/ConfirmStep.tsx';
import { InstallStep } from './install/InstallStep.tsx';
import { PassportStep } from './passport/PassportStep.tsx';
import { StepFrame } from './StepFrame.tsx';
import { StepsSkeleton } from './StepsSkeleton.tsx';
import { STEP_WORDS, stepSummary } from './step-words.ts';
import { TargetStep } from './target/TargetStep.tsx';
import { type Guide, useGuide } from './use-guide.ts';
import { ConnectedStep } from './watch/ConnectedStep.tsx';
import { ObservationStep } from './watch/ObservationStep.tsx';
import { ProposalStep } from './watch/ProposalStep.tsx';

/** `/start`: from nothing to the first proposal, one step at a time; each ticks itself off from what the control plane sees. */
export function StartPage() {
  const guide = useGuide();
  return (
    <Page
      title="Get going"
      lead="From nothing to the first proposal. Each step ticks itself off when the control plane sees it done; the address keeps your place, so you can come back to it any day."
    >
      {guide.missing ? (
        <Missing onBegin={() => guide.go({ cluster: undefined })} />
      ) : (
        guide.error !== null && <Failure error={guide.error} onRetry={guide.retry} />
      )}
      {!guide.missing && (guide.ready ? <Steps guide={guide} /> : guide.error === null && <StepsSkeleton />)}
    </Page>
  );
}

function Steps({ guide }: { guide: Guide }) {
  const { address, cluster, current, done, go } = guide;
  const next = current === null ? null : STEP_WORDS[current].title;
  return (
    <>
      {address.cluster === undefined && <Unfinished onGoOn={(id) => go({ cluster: id })} />}
      {cluster?.state === 'revoked' && <Revoked />}
      <p role="status" className="sr-only">
        {`${done.size} of ${STEPS.length} steps done. ${next === null ? 'Nothing is left to do.' : `Next: ${next}.`}`}
      </p>
      <ol className="grid min-w-0">
        {STEPS.map((id, index) => (
          <StepFrame
            key={id}
            number={index + 1}
            title={STEP_WORDS[id].title}
            state={id === current ? 'current' : done.has(id) ? 'done' : 'ahead'}
            ticked={done.has(id)}
            summary={done.has(id) ? stepSummary(id, guide) : undefined}
            onOpen={canReopen(id, guide) ? () => go({ step: id }) : undefined}
            onClose={id === address.step && id === current ? () => go({}) : undefined}
            last={id === STEPS.at(-1)}
          >
            {id === current && <StepBody id={id} guide={guide} />}
          </StepFrame>
        ))}
      </ol>
      {current === null && <Finished guide={guide} />}
    </>
  );
}

/** What was chosen can be chosen again until a connector has taken it; what a cluster showed can be looked at again. */
function canReopen(id: StepId, { cluster, current, done }: Guide): boolean {
  if (id === current || !done.has(id)) return false;
  const enrolled = cluster !== null && cluster.state !== 'pending';
  return enrolled ? ['connected', 'observation', 'proposal'].includes(id) : id !== 'cluster';
}

function StepBody({ guide, id }: { guide: Guide; id: StepId }) {
  switch (id) {
    case 'passport':
      return (
        <PassportStep
          environment={guide.environment}
          passport={guide.passport}
          settled={guide.cluster !== null}
          onChoose={guide.go}
        />
      );
    case 'cluster':
      return <ClusterStep environment={guide.environment} onMade={(cluster) => guide.go({ cluster })} />;
    case 'target':
      return <TargetStep guide={guide} />;
    case 'install':
      return <InstallStep guide={guide} />;
    case 'confirm':
      return guide.cluster === null ? null : <ConfirmStep cluster={guide.cluster} choice={guide.choice} />;
    case 'connected':
      return guide.cluster === null ? null : <ConnectedStep cluster={guide.cluster} choice={guide.choice} />;
    case 'observation':
      return guide.cluster === null ? null : <ObservationStep cluster={guide.cluster} choice={guide.choice} />;
    case 'proposal':
      return guide.cluster === null ? null : <ProposalStep cluster={guide.cluster} choice={guide.choice} plans={guide.plans} />;
  }
}

/** Foreign and missing things look the same; the API says so in the words of its headers, which help nobody here. */
function Missing({ onBegin }: { onBegin(): void }) {
  const { organization } = useScope();
  return (
    <Card title="This cluster is not here" flush>
      <Empty
        title="The address names a cluster that this organisation does not have"
        action={<Button onClick={onBegin}>Begin with another cluster</Button>}
      >
        It was removed, or it belongs to another organisation than <bdi>{organization.name}</bdi>: switch organisations at the
        top.
      </Empty>
    </Card>
  );
}

function Revoked() {
  return (
    <p role="alert" className="rounded-1 border border-bad bg-bad-soft px-4 py-3">
      This cluster was revoked or removed; its connector is refused for good. Make a new cluster below, or{' '}
      <Link to="/start" className="link">
        begin again
      </Link>
      .
    </p>
  );
}

function Finished({ guide }: { guide: Guide }) {
  const { organization } = useScope();
  return (
    <section aria-label="Everything is done" className="grid gap-3 rounded-1 border border-ok bg-ok-soft px-4 py-4">
      <p className="flex items-center gap-2 font-[550] text-ok">
        <CircleCheck aria-hidden="true" size={16} className="shrink-0" />
        <span>
          <bdi>{guide.cluster?.name}</bdi> is connected, observed, and has its first proposal.
        </span>
      </p>
      <p>From now on the overview of {organization.name} says what needs you.</p>
      <p className="flex flex-wrap gap-2">
        {guide.plans[0] !== undefined && (
          <Link to="/plans/$id" params={{ id: guide.plans[0].id }} className={buttonClass('primary')}>
            Look at the plan
          </Link>
        )}
        <Link to="/" className={buttonClass()}>
          Go to the overview
        </Link>
      </p>
    </section>
  );
}
