import type { HelloBody } from '@modekeeper/contracts';
import { CircleCheck, CircleHelp, CircleMinus, type LucideIcon, OctagonX } from 'lucide-react';
import type { Tone } from '../../ui/Chip.tsx';

type Reading = NonNullable<HelloBody['kill']>['sources'][number];

/** Where a stop can be set, in words. */
export const KILL_SOURCE_WORDS: Record<Reading['source'], string> = {
  env: 'Environment variable of the pod',
  file: 'File mounted into the pod',
  configmap: 'ConfigMap in the connector’s namespace',
  namespace: 'Annotation of the workload’s namespace',
  cloud: 'This portal',
};

/** What a source said when it was read. */
export const KILL_STATE_WORDS: Record<Reading['state'], { label: string; tone: Tone; icon: LucideIcon }> = {
  off: { label: 'Off', tone: 'ok', icon: CircleCheck },
  on: { label: 'On', tone: 'bad', icon: OctagonX },
  verify_only: { label: 'Dry runs only', tone: 'warn', icon: CircleMinus },
  unreadable: { label: 'Not read', tone: 'warn', icon: CircleHelp },
};

/** What follows from all sources together. */
export function killSummary({ active, sources }: HelloBody['kill']): string {
  if (active) return 'A stop is on: the connector sends nothing to any workload, dry runs included.';
  const unread = sources.filter(({ state }) => state === 'unreadable').length;
  const dryOnly = sources.filter(({ state }) => state === 'verify_only').map(({ name }) => name);
  const partly = dryOnly.length === 0 ? '' : ` Only dry runs pass in ${dryOnly.join(', ')}.`;
  if (unread === 0) return `No stop is on.${partly}`;
  const which = unread === 1 ? '1 source could not be read' : `${unread} sources could not be read`;
  return `No stop is on as far as it could be read; ${which}.${partly} Before each write all are read again, and nothing is sent while one cannot be.`;
}
