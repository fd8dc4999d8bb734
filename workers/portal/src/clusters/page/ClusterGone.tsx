import { Link } from '@tanstack/react-router';
import { PageMissing } from '../../router/PageMissing.tsx';
import { buttonClass } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Page } from '../../ui/Page.tsx';
import { Crumbs } from './Crumbs.tsx';

/** In place of a cluster that is not there: removed while its page was open, or never one of ours. */
export function ClusterGone({ name }: { name: string | null }) {
  if (name === null) return <PageMissing />;
  return (
    <Page title={name} heading={<bdi>{name}</bdi>} crumbs={<Crumbs name={name} />}>
      <section aria-label="Removed" role="status" className="rounded-1 border border-line bg-surface">
        <Empty
          title="This cluster was removed"
          action={
            <Link to="/clusters" className={buttonClass('primary')}>
              Show the other clusters
            </Link>
          }
        >
          Somebody removed it while this page was open. Its connector is refused for good; its plans and what was done to them
          stay in the plan list and in the audit log. Whether the connector still runs in the cluster, only somebody there can
          see.
        </Empty>
      </section>
    </Page>
  );
}
