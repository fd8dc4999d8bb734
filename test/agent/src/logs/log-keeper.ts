import { type ContainerLog, endFollowers, keepLog, openContainerLog } from './container-log.ts';
import type { LogFiles } from './logs-object.ts';

/** Time that kwok gets to learn of a log's new name before the old one ends its followers. */
export const LOG_HANDOVER_MS = 300;

/** The logs of one container over its runs: the present one, and that of the run before. */
export type LogKeeper = {
  /** What to publish now; null before the first run. */
  files(): LogFiles | null;
  /** A log for the next attempt to start. */
  open(): ContainerLog;
  /** The attempt is over. One that never ran leaves no log, as on a real node, where its log is refused. */
  close(log: ContainerLog, hasRun: boolean): void;
};

/** Every name is used once, so that nobody's followers are ended by mistake. Publish `files()` after `open` and `close`. */
export function createLogKeeper(folder: string, container: string, now_ms: () => number): LogKeeper {
  let attempt = 0;
  let file: string | undefined;
  let ended: string | undefined;
  let previous: string | undefined;
  const retire = (path: string) => setTimeout(endFollowers, LOG_HANDOVER_MS, path).unref();
  return {
    files: () => (file === undefined ? null : { container, file, ...(previous === undefined ? {} : { previous }) }),
    open() {
      if (ended !== undefined) {
        previous = keepLog(ended, 'previous');
        retire(ended);
        ended = undefined;
      }
      const log = openContainerLog(folder, attempt, now_ms);
      attempt += 1;
      file = log.path;
      return log;
    },
    close(log, hasRun) {
      if (hasRun) {
        ended = keepLog(log.path, 'ended');
        file = ended;
      }
      retire(log.path);
    },
  };
}
