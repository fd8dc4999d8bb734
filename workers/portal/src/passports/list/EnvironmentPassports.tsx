import type { Api } from '../../api/types.ts';
import { Card } from '../../ui/Card.tsx';
import { Copy } from '../../ui/Copy.tsx';
import { Table, Th } from '../../ui/Table.tsx';
import type { Mount } from '../mounts.ts';
import { PassportRow } from './PassportRow.tsx';

type Props = {
  environment: Api<'Environment'>;
  passports: readonly Api<'Passport'>[];
  details: readonly Api<'PassportDetail'>[];
  mounts: readonly Mount[];
};

/** The passports of one environment, and targets there that mount none of them. */
export function EnvironmentPassports({ details, environment, mounts, passports }: Props) {
  const strangers = mounts.filter(({ mounted }) => mounted === null);
  return (
    <Card
      title={<bdi className="break-words">{environment.name}</bdi>}
      note={`${environment.kind}, ${passports.length} ${passports.length === 1 ? 'passport' : 'passports'}`}
      flush
    >
      <Table
        caption={`Passports of ${environment.name}`}
        head={
          <>
            <Th>Passport</Th>
            <Th>Published</Th>
            <Th className="max-md:hidden">Latest</Th>
            <Th className="max-md:hidden">In clusters</Th>
            <Th className="max-md:hidden">Apply</Th>
          </>
        }
      >
        {passports.map((passport) => (
          <PassportRow
            key={passport.id}
            passport={passport}
            detail={details.find(({ id }) => id === passport.id)}
            mounts={mounts.filter(({ mounted }) => mounted?.passport_id === passport.id)}
          />
        ))}
      </Table>
      {strangers.map(({ cluster, digest, target }) => (
        <p key={`${cluster.id} ${target}`} className="border-t border-line px-4 py-2 text-warn">
          <bdi>{target}</bdi> in <bdi>{cluster.name}</bdi>{' '}
          {digest === null ? (
            'mounts no passport: nothing is applied there.'
          ) : (
            <>
              mounts a passport that is no version kept here, <Copy text={digest} label="digest" />.
            </>
          )}
        </p>
      ))}
    </Card>
  );
}
