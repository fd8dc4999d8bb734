import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { artifactLine } from '@modekeeper/contracts';
import { makeFolders } from './files.ts';
import { isoMilliseconds } from './times.ts';

/** `explain.jsonl` of a run: `{ts, event, payload}`, a line an event. */
export type Explain = (event: string, payload: Record<string, unknown>) => void;

/** Opens the file anew; steps that a command runs in the same folder go on with what this returns. */
export function openExplain(folder: string, now: () => number): Explain {
  const path = join(folder, 'explain.jsonl');
  makeFolders(folder);
  writeFileSync(path, '');
  return (event, payload) => appendFileSync(path, `${artifactLine({ ts: isoMilliseconds(now()), event, payload })}\n`);
}
