import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { toProblem } from '../../api/problem.ts';
import { PageMissing } from '../../router/PageMissing.tsx';
import { useScope } from '../../session/organization.ts';
import { Failure } from '../../ui/Failure.tsx';
import { Page } from '../../ui/Page.tsx';
import { passportQuery } from '../queries.ts';
import { PassportRoom } from './PassportRoom.tsx';
import { PassportSkeleton } from './PassportSkeleton.tsx';

/** What one passport allows, how it came to that, and where it is mounted. */
export function PassportPage() {
  const { id } = useParams({ from: '/app/passports/$id' });
  const { organization } = useScope();
  const { data, error, refetch } = useQuery(passportQuery(organization.id, id));
  const newest = data?.versions[0];
  if (data !== undefined && newest !== undefined) return <PassportRoom key={data.id} passport={data} newest={newest} />;
  if (error !== null && toProblem(error).status === 404) return <PageMissing />;
  return (
    <Page
      title="Passport"
      crumbs={
        <Link to="/passports" className="no-underline hover:underline">
          Passports
        </Link>
      }
    >
      {error === null ? <PassportSkeleton /> : <Failure error={error} onRetry={() => void refetch()} />}
    </Page>
  );
}
