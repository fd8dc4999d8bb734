import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useScope } from '../../session/organization.ts';
import { Card } from '../../ui/Card.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { SkeletonRows } from '../../ui/Skeleton.tsx';
import { templatesQuery } from '../queries.ts';
import { TemplateTable } from '../TemplateTable.tsx';

/** Before there is any passport: what one is, and the templates to begin with, side by side. */
export function FirstPassport() {
  const { organization } = useScope();
  const { data, error, refetch } = useQuery(templatesQuery(organization.id));
  return (
    <>
      <Card title="No passport yet" flush>
        <Empty title="Without a passport nothing is changed anywhere.">
          <p>
            A passport is a small JSON document that your cluster mounts. The connector holds every plan against it, directly
            before each write, and the guard policy takes its bounds from it. It reaches the cluster by Helm values or GitOps
            only, so a change of it goes through your own review, and nothing that this portal does can switch it. Begin with a
            template and make it yours, or{' '}
            <Link to="/passports/new" className="link">
              paste JSON
            </Link>
            .
          </p>
        </Empty>
      </Card>
      <Card title="Templates" note="each is a beginning; every value can be changed" flush>
        {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null && <SkeletonRows rows={7} label="templates" />}
        {data !== undefined && (
          <TemplateTable
            templates={data.items}
            action={({ name }) => (
              <Link to="/passports/new" search={{ template: name }} className="link whitespace-nowrap">
                Use {name}
              </Link>
            )}
          />
        )}
      </Card>
    </>
  );
}
