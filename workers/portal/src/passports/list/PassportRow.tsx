import { Link } from '@tanstack/react-router';
import type { Api } from '../../api/types.ts';
import { Time } from '../../time/Time.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Td } from '../../ui/Table.tsx';
import { ApplyChip } from '../ApplyChip.tsx';
import { MountedWords } from '../MountedWords.tsx';
import type { Mount } from '../mounts.ts';
import { applyStateOf } from '../words/apply-words.ts';

type Props = { passport: Api<'Passport'>; detail: Api<'PassportDetail'> | undefined; mounts: readonly Mount[] };

export function PassportRow({ detail, mounts, passport }: Props) {
  const shown = passport.published_version ?? passport.latest_version;
  const document = detail?.versions.find(({ version }) => version === shown)?.document;
  const newest = detail?.versions[0];
  const inClusters = <MountedWords mounts={mounts} published={passport.published_version} />;
  return (
    <tr>
      <Td className="align-top">
        <Link
          to="/passports/$id"
          params={{ id: passport.id }}
          className="inline-block max-w-64 truncate align-bottom font-[550] no-underline hover:underline max-md:max-w-52"
        >
          <bdi>{passport.name}</bdi>
        </Link>
        <span className="block max-w-72 text-1 break-words text-ink-3 max-md:hidden">
          {document === undefined ? <Skeleton className="my-1 h-3 w-40" /> : <bdi>{document.description}</bdi>}
        </span>
        <div className="mt-1 grid justify-items-start gap-1 text-1 text-ink-2 md:hidden">
          {document !== undefined && <ApplyChip state={applyStateOf(document)} />}
          <span>{inClusters}</span>
        </div>
      </Td>
      <Td className="align-top">
        {passport.published_version === null || passport.published_at === null ? (
          <span className="text-ink-3">not yet</span>
        ) : (
          <>
            v{passport.published_version}
            <span className="block text-1 text-ink-3">
              <Time at={passport.published_at} />
            </span>
          </>
        )}
      </Td>
      <Td className="align-top max-md:hidden">
        v{passport.latest_version}
        {passport.latest_version !== passport.published_version && (
          <span className="text-ink-2">{passport.published_version === null ? ' (draft)' : ' (not published)'}</span>
        )}
        <span className="block text-1 text-ink-3">{newest !== undefined && <Time at={newest.created_at} />}</span>
      </Td>
      <Td className="align-top max-md:hidden">{inClusters}</Td>
      <Td className="align-top max-md:hidden">{document !== undefined && <ApplyChip state={applyStateOf(document)} />}</Td>
    </tr>
  );
}
