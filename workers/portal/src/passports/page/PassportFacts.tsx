import type { ReactNode } from 'react';
import type { Api } from '../../api/types.ts';
import { Time } from '../../time/Time.tsx';
import { ApplyChip } from '../ApplyChip.tsx';
import { MountedWords } from '../MountedWords.tsx';
import type { Mount } from '../mounts.ts';
import { Person } from '../Person.tsx';
import { APPLY_WORDS, applyStateOf } from '../words/apply-words.ts';
import type { Version } from './use-draft.ts';

type Props = { passport: Api<'PassportDetail'>; newest: Version; mounts: readonly Mount[] };

/** Where the passport stands: what is published, what is newer, what clusters mount, and whether anything is changed. */
export function PassportFacts({ mounts, newest, passport }: Props) {
  const { published_at, published_by, published_version } = passport;
  const published = passport.versions.find(({ version }) => version === published_version);
  const state = applyStateOf((published ?? newest).document);
  return (
    <div className="grid gap-2">
      <p className="flex items-baseline gap-2">
        <ApplyChip state={state} />
        <span>
          {APPLY_WORDS[state].meaning}
          {published === undefined && ' Nothing is published yet: this is the draft.'}
        </span>
      </p>
      <dl className="flex flex-wrap gap-x-6 gap-y-1 text-1">
        <Fact name="Published">
          {published_version === null || published_at === null ? (
            'not yet'
          ) : (
            <>
              version {published_version}, <Time at={published_at} />
              {published_by != null && (
                <>
                  {' by '}
                  <Person id={published_by} />
                </>
              )}
            </>
          )}
        </Fact>
        <Fact name="Latest">
          version {newest.version}, <Time at={newest.created_at} /> by <Person id={newest.created_by} />
        </Fact>
        <Fact name="In clusters">
          <MountedWords mounts={mounts} published={published_version} />
        </Fact>
      </dl>
    </div>
  );
}

function Fact({ children, name }: { name: string; children: ReactNode }) {
  return (
    <div className="flex gap-1.5">
      <dt className="text-ink-3">{name}</dt>
      <dd className="text-ink">{children}</dd>
    </div>
  );
}
