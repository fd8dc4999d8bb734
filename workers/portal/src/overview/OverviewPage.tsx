import { Link } from '@tanstack/react-router';
import { isSandbox } from '../deployment.ts';
import { buttonClass } from '../ui/Button.tsx';
import { Failure } from '../ui/Failure.tsx';
import { Page } from '../ui/Page.tsx';
import { ClusterCards } from './ClusterCards.tsx';
import { FirstStep } from './FirstStep.tsx';
import { Inbox } from './Inbox.tsx';
import { SandboxBuilding, SandboxLine } from './SandboxCard.tsx';
import { useOverview } from './use-overview.ts';

/** `/`: what needs me, and how the clusters are. */
export function OverviewPage() {
  const overview = useOverview();
  return (
    <Page
      title="Overview"
      actions={
        overview.isEmpty ? undefined : (
          <Link to="/start" className={buttonClass('plain')}>
            Add a cluster
          </Link>
        )
      }
    >
      {isSandbox() && <SandboxBuilding />}
      {overview.error !== null && <Failure error={overview.error} onRetry={overview.retry} />}
      {overview.isEmpty ? (
        <FirstStep />
      ) : (
        <>
          <Inbox overview={overview} />
          <ClusterCards overview={overview} />
        </>
      )}
      {isSandbox() && <SandboxLine />}
    </Page>
  );
}
