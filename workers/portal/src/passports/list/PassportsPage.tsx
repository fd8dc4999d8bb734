import { useQueries, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useAllowed, useScope } from '../../session/organization.ts';
import { environmentsQuery } from '../../shell/ScopeSwitch.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { Page } from '../../ui/Page.tsx';
import { SkeletonRows } from '../../ui/Skeleton.tsx';
import { mountsOf } from '../mounts.ts';
import { passportQuery, passportsQuery } from '../queries.ts';
import { useClustersSeen } from '../use-clusters-seen.ts';
import { EnvironmentPassports } from './EnvironmentPassports.tsx';
import { FirstPassport } from './FirstPassport.tsx';

/** What is allowed, in each environment. */
export function PassportsPage() {
  const { environment_id, organization } = useScope();
  const navigate = useNavigate();
  const { reason } = useAllowed('passport.write');
  const passports = useQuery(passportsQuery(organization.id));
  const environments = useQuery(environmentsQuery(organization.id));
  const seen = useClustersSeen(environment_id);
  const items = (passports.data?.items ?? []).filter((one) => environment_id === null || one.environment_id === environment_id);
  const details = useQueries({ queries: items.map(({ id }) => passportQuery(organization.id, id)) });
  const known = details.flatMap(({ data }) => data ?? []);
  // Only with every passport known is a digest that matches none a stranger's.
  const mounts = known.length === items.length ? mountsOf(seen.clusters, known) : [];
  const error = passports.error ?? environments.error;
  const pending = error === null && (passports.isPending || environments.isPending);
  const rooms = (environments.data?.items ?? []).filter(({ id }) => items.some((one) => one.environment_id === id));
  const retry = () => {
    void passports.refetch();
    void environments.refetch();
  };
  return (
    <Page
      title="Passports"
      lead="What is allowed in each environment: which chords and knobs may move, how far, how often, and whether anything is changed at all. A cluster obeys the passport that it mounts, not the one that is published here."
      actions={
        <Button look="primary" forbidden={reason} onClick={() => void navigate({ to: '/passports/new' })}>
          New passport
        </Button>
      }
    >
      {error !== null && <Failure error={error} onRetry={retry} />}
      {pending && (
        <Card title="Passports" flush>
          <SkeletonRows rows={3} label="passports" />
        </Card>
      )}
      {error === null && !pending && items.length === 0 && <FirstPassport />}
      {rooms.map((environment) => (
        <EnvironmentPassports
          key={environment.id}
          environment={environment}
          passports={items.filter((one) => one.environment_id === environment.id)}
          details={known}
          mounts={mounts.filter(({ cluster }) =>
            seen.clusters.some(({ environment_id: own, id }) => id === cluster.id && own === environment.id),
          )}
        />
      ))}
      {seen.unfollowed > 0 && (
        <p className="text-1 text-ink-3">
          What {seen.unfollowed} more clusters mount is not shown here; each cluster’s page tells it. Choose an environment at the
          top to see fewer.
        </p>
      )}
    </Page>
  );
}
