import type { Api } from '../../api/types.ts';
import { useAllowed } from '../../session/organization.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Empty } from '../../ui/Empty.tsx';
import type { Mount } from '../mounts.ts';
import type { ClustersSeen } from '../use-clusters-seen.ts';
import { MountTable } from './MountTable.tsx';
import { ValuesToCommit } from './ValuesToCommit.tsx';

type Props = { passport: Api<'PassportDetail'>; mounts: readonly Mount[]; seen: ClustersSeen; onPublish(): void };

/** What clusters mount, and how the published version gets there. */
export function ClustersTab({ mounts, onPublish, passport, seen }: Props) {
  const { reason } = useAllowed('passport.publish');
  return (
    <div className="grid min-w-0 gap-4">
      <MountTable passport={passport} mounts={mounts} seen={seen} />
      {passport.published_version === null ? (
        <Card title="Values to commit" flush>
          <Empty
            title="There are no values yet, because no version is published."
            action={
              <Button forbidden={reason} onClick={onPublish}>
                Publish version {passport.latest_version}…
              </Button>
            }
          >
            Publish one; then its Helm values and its file are here to commit.
          </Empty>
        </Card>
      ) : (
        <ValuesToCommit passport={passport} version={passport.published_version} />
      )}
    </div>
  );
}
