import type { Effect } from '@modekeeper/contracts';
import { onlyIn } from './diff-lines.ts';
import { ServerDiff } from './ServerDiff.tsx';

/** What was looked at, and what the plan would do by now: only where the two differ. */
export function EffectChanged({ before, now }: { before: Effect | null; now: Effect | null }) {
  const gone = before === null ? [] : now === null ? before.objects.flatMap(({ changes }) => changes) : onlyIn(before, now);
  const added = now === null ? [] : before === null ? now.objects.flatMap(({ changes }) => changes) : onlyIn(now, before);
  const otherPassport = before?.passport_digest !== now?.passport_digest;
  return (
    <div role="alert" className="grid gap-3 rounded-1 border border-line bg-warn-soft px-4 py-3">
      <div className="grid gap-1">
        <p className="font-[550]">The effect changed while you were looking. Nothing was approved.</p>
        <p>
          The connector proved the plan again, and the API server would now store something else. An approval names one effect, so
          yours would not have counted for this one.
        </p>
      </div>
      <Part title="You looked at" changes={gone} empty="Nothing of it is gone." />
      <Part title="It would now be" changes={added} empty="Nothing is added." />
      {otherPassport && <p>It is now judged by another version of the passport.</p>}
    </div>
  );
}

function Part({ changes, empty, title }: { title: string; changes: Effect['objects'][number]['changes']; empty: string }) {
  return (
    <div className="grid gap-1">
      <p className="text-1 font-[550]">{title}</p>
      {changes.length === 0 ? (
        <p className="text-ink-2">{empty}</p>
      ) : (
        <div className="overflow-hidden rounded-1 border border-line bg-surface">
          <ServerDiff changes={changes} label={title} />
        </div>
      )}
    </div>
  );
}
