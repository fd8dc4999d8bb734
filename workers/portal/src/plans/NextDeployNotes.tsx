import { PackageOpen } from 'lucide-react';
import { CopyButton } from '../ui/Copy.tsx';
import { newestReportOf, type PlanDetail } from './documents.ts';
import { adoptedLine, type NextDeploy, nextDeploys, otherNotes } from './next-deploy.ts';

/** What the next deploy of the workload does to the change, and the values that make it keep them. */
export function NextDeployNotes({ plan }: { plan: PlanDetail }) {
  const notes = newestReportOf(plan)?.notes;
  const deploys = nextDeploys(notes);
  const byOwner = Map.groupBy(deploys, ({ kind, manager, path }) => JSON.stringify([kind, manager, path]));
  return (
    <>
      {[...byOwner].map(([key, group]) => (
        <Owner key={key} group={group} />
      ))}
      {otherNotes(notes).map(({ detail, note }) => (
        <p key={`${note} ${detail ?? ''}`} className="text-1 break-words text-ink-3">
          Note {note}
          {detail === null ? '' : `: ${detail}`}
        </p>
      ))}
    </>
  );
}

function Owner({ group }: { group: readonly NextDeploy[] }) {
  const first = group[0];
  if (first === undefined) return null;
  const lines = group.map(adoptedLine).join('\n');
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2">
      <PackageOpen aria-hidden="true" size={14} className="mt-[3px] text-ink-3" />
      <div className="min-w-0">
        <p className="break-words">
          {first.kind === 'conflicts'
            ? `The next deploy with ${first.manager} fails with a conflict`
            : `The next deploy with ${first.manager} takes the change back`}{' '}
          unless it brings these lines under <code>{first.path}</code>:
        </p>
        <div className="mt-1 flex max-w-xl items-start justify-between gap-2 rounded-1 border border-line bg-canvas py-1 pr-1 pl-3">
          <section tabIndex={0} aria-label="Lines to adopt" className="min-w-0 overflow-x-auto">
            <pre className="leading-6 max-md:wrap-anywhere max-md:whitespace-pre-wrap">{lines}</pre>
          </section>
          <CopyButton text={lines} label="lines to adopt" />
        </div>
      </div>
    </div>
  );
}
