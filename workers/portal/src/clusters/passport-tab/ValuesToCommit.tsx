import { useQuery } from '@tanstack/react-query';
import type { Api } from '../../api/types.ts';
import { helmValuesQuery } from '../../passports/queries.ts';
import { useScope } from '../../session/organization.ts';
import { Card } from '../../ui/Card.tsx';
import { CodeBlock } from '../../ui/CodeBlock.tsx';
import { Copy } from '../../ui/Copy.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';

/** The published version of a passport as values files, to bring it into a cluster that has another. */
export function ValuesToCommit({ passport }: { passport: Api<'PassportDetail'> }) {
  const { organization } = useScope();
  const { data, error, refetch } = useQuery(helmValuesQuery(organization.id, passport.id, passport.published_version ?? 0));
  return (
    <Card
      title={
        <>
          Bring <bdi>{passport.name}</bdi> v{passport.published_version} into the cluster
        </>
      }
    >
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <Skeleton className="h-40 w-full" />}
      {data !== undefined && (
        <div className="grid gap-3">
          <p className="text-ink-2">
            Commit these files, or give them to Helm with <code>--values</code> when you upgrade both releases: the connector’s
            first file, the guard’s second. The connector then restarts and reports the digest of this version.
          </p>
          <p className="flex flex-wrap items-center gap-x-1 text-1 text-ink-3">
            Digest of v{data.version} <Copy text={data.digest} label="digest of the published version" />
          </p>
          {data.files.map(({ content, name }) => (
            <CodeBlock key={name} text={content} label={name} fileName={name} />
          ))}
        </div>
      )}
    </Card>
  );
}
