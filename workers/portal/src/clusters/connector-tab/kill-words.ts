import type { HelloBody } from '@modekeeper/contracts';
import { isUnasked } from '../../kill/reading-words.ts';

/** What follows from all sources together. */
export function killSummary({ active, sources }: HelloBody['kill']): string {
  if (active) return 'A stop is on: the connector sends nothing to any workload, dry runs included.';
  const unread = sources.filter((source) => source.state === 'unreadable' && !isUnasked(source)).length;
  const dryOnly = sources.filter(({ state }) => state === 'verify_only').map(({ name }) => name);
  const partly = dryOnly.length === 0 ? '' : ` Only dry runs pass in ${dryOnly.join(', ')}.`;
  if (unread === 0) return `No stop is on.${partly}`;
  const which = unread === 1 ? '1 source could not be read' : `${unread} sources could not be read`;
  return `No stop is on as far as it could be read; ${which}.${partly} Before each write all are read again, and nothing is sent while one cannot be.`;
}
