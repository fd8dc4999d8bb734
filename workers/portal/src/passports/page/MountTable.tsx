import { Link } from '@tanstack/react-router';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { Api } from '../../api/types.ts';
import { Card } from '../../ui/Card.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Table, Td, Th } from '../../ui/Table.tsx';
import type { Mount } from '../mounts.ts';
import type { ClustersSeen } from '../use-clusters-seen.ts';

type Props = { passport: Api<'PassportDetail'>; mounts: readonly Mount[]; seen: ClustersSeen };

/** Each target that mounts a version of this passport: in cluster, and published. */
export function MountTable({ mounts, passport, seen }: Props) {
  const own = mounts.filter(({ mounted }) => mounted !== null);
  const others = mounts.length - own.length;
  const silent = seen.clusters.filter(({ hello }) => hello == null).length;
  const published = passport.published_version;
  return (
    <Card title="In clusters" note="as each connector reports it; a version is told by its digest" flush>
      {own.length === 0 ? (
        <Empty title="No followed cluster of this environment mounts this passport.">
          It gets there by Helm values or GitOps: commit the values below and upgrade. What a connector mounts shows here as soon
          as it says so.
        </Empty>
      ) : (
        <Table
          caption="Targets that mount this passport"
          head={
            <>
              <Th>Target</Th>
              <Th className="max-md:hidden">Cluster</Th>
              <Th>In cluster</Th>
              <Th>Published</Th>
            </>
          }
        >
          {own.map(({ cluster, mounted, target }) => (
            <tr key={`${cluster.id} ${target}`}>
              <Td>
                <bdi className="wrap-anywhere">{target}</bdi>
                <Link to="/clusters/$id" params={{ id: cluster.id }} className="link block md:hidden">
                  <bdi className="wrap-anywhere">{cluster.name}</bdi>
                </Link>
              </Td>
              <Td className="max-md:hidden">
                <Link to="/clusters/$id" params={{ id: cluster.id }} className="link">
                  <bdi className="break-words">{cluster.name}</bdi>
                </Link>
              </Td>
              <Td>
                {mounted?.version === published ? (
                  <Chip tone="ok" icon={CircleCheck}>
                    v{mounted?.version}
                  </Chip>
                ) : (
                  <Chip tone="warn" icon={TriangleAlert} title="Not the published version">
                    v{mounted?.version}
                  </Chip>
                )}
              </Td>
              <Td>{published === null ? <span className="text-ink-3">none</span> : `v${published}`}</Td>
            </tr>
          ))}
        </Table>
      )}
      <Remarks others={others} silent={silent} unfollowed={seen.unfollowed} />
    </Card>
  );
}

function Remarks({ others, silent, unfollowed }: { others: number; silent: number; unfollowed: number }) {
  const remarks = [
    others > 0 &&
      `${others === 1 ? '1 other target' : `${others} other targets`} of this environment mount another passport or none.`,
    silent > 0 && `${silent === 1 ? '1 cluster has' : `${silent} clusters have`} not said what it mounts.`,
    unfollowed > 0 && `${unfollowed} more clusters are not followed from here; each cluster’s page tells what it mounts.`,
  ].filter((remark) => remark !== false);
  if (remarks.length === 0) return null;
  return <p className="border-t border-line px-4 py-2 text-1 text-ink-2">{remarks.join(' ')}</p>;
}
