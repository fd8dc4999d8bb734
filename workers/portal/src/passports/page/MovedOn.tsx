import { GitFork } from 'lucide-react';
import { useState } from 'react';
import { Time } from '../../time/Time.tsx';
import { Button } from '../../ui/Button.tsx';
import { DifferenceList } from '../DifferenceList.tsx';
import { Person } from '../Person.tsx';
import type { Draft, Version } from './use-draft.ts';

/** Somebody saved while this person worked on an older version: both are there, and the person chooses how to go on. */
export function MovedOn({ draft, newest }: { newest: Version; draft: Draft }) {
  const [dropping, setDropping] = useState(false);
  const { base, dirty, editor } = draft;
  if (!dirty || newest.version <= base.version) return null;
  const mine = editor.checked.passport;
  return (
    <section aria-label="Somebody saved meanwhile" className="grid gap-3 rounded-1 border border-warn bg-warn-soft px-4 py-3">
      <h2 className="flex items-start gap-2 font-[550] text-warn">
        <GitFork aria-hidden="true" size={16} className="mt-0.5 shrink-0" />
        <span>
          <Person id={newest.created_by} /> saved version {newest.version} <Time at={newest.created_at} />, while you worked on
          version {base.version}. Both are kept: theirs as version {newest.version}, yours here, unsaved.
        </span>
      </h2>
      <div className="grid gap-4 rounded-1 border border-line bg-surface p-3 lg:grid-cols-2">
        <div className="min-w-0">
          <h3 className="mb-1 font-semibold">What theirs changed</h3>
          <DifferenceList from={base.document} to={newest.document} label={`From version ${base.version} to ${newest.version}`} />
        </div>
        <div className="min-w-0">
          <h3 className="mb-1 font-semibold">What yours would change on top of theirs</h3>
          {mine === null ? (
            <p className="text-ink-2">Shown once yours has no errors.</p>
          ) : (
            <DifferenceList from={newest.document} to={mine} label={`From version ${newest.version} to yours`} />
          )}
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Button onClick={() => draft.rebase(newest, 'unsaved')}>Put mine on top of version {newest.version}</Button>
        {dropping ? (
          <>
            <span className="text-warn">Your change is then gone.</span>
            <Button look="danger" onClick={() => draft.restart(newest)}>
              Discard mine
            </Button>
            <Button onClick={() => setDropping(false)}>Keep mine</Button>
          </>
        ) : (
          <Button look="danger-outline" onClick={() => setDropping(true)}>
            Go on with theirs…
          </Button>
        )}
      </div>
    </section>
  );
}
