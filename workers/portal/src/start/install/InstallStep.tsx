import { useQuery } from '@tanstack/react-query';
import { LoaderCircle } from 'lucide-react';
import type { Api } from '../../api/types.ts';
import { useScope } from '../../session/organization.ts';
import { Failure } from '../../ui/Failure.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import type { InstallChoice } from '../address.ts';
import { effectsOf } from '../help/effects.ts';
import { StepHelp } from '../help/StepHelp.tsx';
import { installQuery } from '../queries.ts';
import { StepLayout } from '../StepLayout.tsx';
import type { Guide } from '../use-guide.ts';
import { InstallCommands } from './InstallCommands.tsx';
import { TokenHelp } from './TokenHelp.tsx';

/** Step 4: the files to review and the commands to run, until the connector has enrolled. */
export function InstallStep({ guide: { choice, cluster, passport } }: { guide: Guide }) {
  if (choice === null || cluster === null || passport === null) return null;
  return <Install choice={choice} cluster={cluster} passport={passport} />;
}

type Props = { choice: InstallChoice; cluster: Api<'ClusterDetail'>; passport: Api<'Passport'> };

function Install({ choice, cluster, passport }: Props) {
  const { organization } = useScope();
  const { data, error, refetch } = useQuery(
    installQuery(organization.id, { cluster_id: cluster.id, passport_id: passport.id, choice }),
  );
  return (
    <StepLayout
      effects={effectsOf('install', choice.mode, choice)}
      help={<StepHelp step="install" names={choice} known={<TokenHelp cluster_id={cluster.id} />} />}
    >
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined ? (
        error === null && <InstallSkeleton />
      ) : (
        <InstallCommands install={data} cluster={cluster} choice={choice} />
      )}
      <p role="status" className="flex items-center gap-2 border-t border-line pt-3 text-ink-2">
        <LoaderCircle aria-hidden="true" size={16} className="shrink-0 animate-spin text-accent" />
        <span className="min-w-0">
          Waiting for the connector of <bdi>{cluster.name}</bdi> to enrol. It takes up to a minute after the last command.
        </span>
      </p>
    </StepLayout>
  );
}

function InstallSkeleton() {
  return (
    <div role="status" className="grid gap-3">
      <span className="sr-only">Making files and commands</span>
      <Skeleton className="h-5 w-2/3" />
      <Skeleton className="h-96" />
      <Skeleton className="h-16" />
    </div>
  );
}
