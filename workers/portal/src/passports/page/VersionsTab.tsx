import { CircleCheck } from 'lucide-react';
import type { Api } from '../../api/types.ts';
import { useAllowed } from '../../session/organization.ts';
import { Time } from '../../time/Time.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Copy } from '../../ui/Copy.tsx';
import { ApplyChip } from '../ApplyChip.tsx';
import type { Mount } from '../mounts.ts';
import { Person } from '../Person.tsx';
import { applyStateOf } from '../words/apply-words.ts';
import type { Draft, Version } from './use-draft.ts';

type Props = {
  passport: Api<'PassportDetail'>;
  draft: Draft;
  mounts: readonly Mount[];
  onPublish(version: Version): void;
  onEdit(version: Version): void;
};

/** Every version, newest first: who saved it, when and why. */
export function VersionsTab({ draft, mounts, onEdit, onPublish, passport }: Props) {
  const mayWrite = useAllowed('passport.write').reason;
  const mayPublish = useAllowed('passport.publish').reason;
  const unsaved = draft.dirty ? 'Save or discard your change first.' : null;
  return (
    <Card title="Versions" note={`${passport.versions.length} kept, none is ever changed`} flush>
      <ol aria-label="Versions, newest first">
        {passport.versions.map((version) => {
          const published = version.version === passport.published_version;
          const targets = mounts.filter(({ mounted }) => mounted?.version === version.version).length;
          return (
            <li
              key={version.version}
              className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-t border-line px-4 py-3 first:border-t-0"
            >
              <div className="grid min-w-0 gap-1">
                <p className="flex flex-wrap items-center gap-2">
                  <span className="font-semibold">Version {version.version}</span>
                  {published && (
                    <Chip tone="ok" icon={CircleCheck}>
                      Published
                    </Chip>
                  )}
                  <ApplyChip state={applyStateOf(version.document)} />
                  {targets > 0 && (
                    <span className="text-1 text-ink-2">mounted on {targets === 1 ? '1 target' : `${targets} targets`}</span>
                  )}
                </p>
                {version.note !== null && (
                  <p className="max-w-[74ch] break-words">
                    <bdi>{version.note}</bdi>
                  </p>
                )}
                <p className="flex flex-wrap items-center gap-x-3 text-1 text-ink-3">
                  <span>
                    Saved <Time at={version.created_at} /> by <Person id={version.created_by} />
                  </span>
                  <span className="inline-flex items-center gap-1">
                    Digest <Copy text={version.digest} label={`digest of version ${version.version}`} />
                  </span>
                </p>
              </div>
              <div className="flex flex-wrap gap-2">
                {version.version !== draft.base.version && (
                  <Button small forbidden={mayWrite ?? unsaved} onClick={() => onEdit(version)}>
                    Edit from version {version.version}
                  </Button>
                )}
                {!published && (
                  <Button small forbidden={mayPublish ?? unsaved} onClick={() => onPublish(version)}>
                    Publish version {version.version}…
                  </Button>
                )}
              </div>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
