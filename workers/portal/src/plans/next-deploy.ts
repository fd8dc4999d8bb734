import type { VerifyReport } from '@modekeeper/contracts';
import { pointerParts, prettyPath } from './diff-lines.ts';

export type NextDeploy = {
  /** `conflicts`: the next deploy fails; `reverts`: it takes the change back. */
  kind: 'conflicts' | 'reverts';
  /** Who owns the field: `helm`, `kubectl-client-side-apply`. */
  manager: string;
  path: string;
  /** Name of the field, as it stands in the workload's own manifest. */
  field: string;
  /** To write there; null: take the line out. */
  value: string | null;
};

const KINDS = { next_deploy_conflicts: 'conflicts', next_deploy_reverts: 'reverts' } as const;
/** As the engine words it (`ownershipNotes`). */
const DETAIL = /^(?<manager>.+?) owns (?<pointer>\/\S+): adopt (?:its removal|the value (?<value>.*)) there$/;

/** What the next deploy of the workload will do to the change, from the notes of a verify report. Notes worded otherwise are left to `otherNotes`. */
export function nextDeploys(notes: VerifyReport['notes']): NextDeploy[] {
  return (notes ?? []).flatMap((note) => readNote(note) ?? []);
}

/** Notes that say something else, or in words that this page does not know; shown as they are. */
export function otherNotes(notes: VerifyReport['notes']): { note: string; detail: string | null }[] {
  return (notes ?? []).filter((note) => readNote(note) === null).map(({ detail, note }) => ({ note, detail }));
}

function readNote({ detail, note }: NonNullable<VerifyReport['notes']>[number]): NextDeploy | null {
  const groups = DETAIL.exec(detail ?? '')?.groups;
  if (groups?.manager === undefined || groups.pointer === undefined || !Object.hasOwn(KINDS, note)) return null;
  const parts = pointerParts(groups.pointer);
  return {
    kind: KINDS[note as keyof typeof KINDS],
    manager: groups.manager,
    path: prettyPath(parts.slice(0, -1)),
    field: parts.at(-1) ?? '',
    value: groups.value ?? null,
  };
}

/** The line to write into the manifest or chart: `modekeeper/knob.concurrency: "4"`. */
export function adoptedLine({ field, value }: NextDeploy): string {
  return value === null ? `# take out ${field}` : `${field}: ${JSON.stringify(value)}`;
}
