import type { Clock } from '../clock.ts';
import type { LogEvent } from '../cluster.ts';
import type { Failure } from '../outcome.ts';
import { LineSplitter } from './lines.ts';
import { ResumePoint } from './resume.ts';

const RETRY_FIRST_MS = 500;
const RETRY_MAX_MS = 15_000;

/** A log stream that was opened: its bytes until it breaks or ends, which are the same here. */
export type OpenedLog = { readonly failure: Failure } | { readonly chunks: AsyncIterable<Buffer> };

/**
 * Follows a log over whatever opens it until its pod is gone or `signal` is aborted. Opens it again with growing pauses (0.5 s to 15 s) when
 * the stream ends (API server restart, container restart, kubelet's own limit), goes on where it stopped, and repeats no line.
 * @param open is given the RFC 3339 second to start from; null the first time
 */
export async function* follow(
  clock: Clock,
  signal: AbortSignal,
  open: (since: string | null) => Promise<OpenedLog>,
): AsyncGenerator<LogEvent, void, void> {
  const resume = new ResumePoint();
  let retry_in_ms = RETRY_FIRST_MS;
  while (!signal.aborted) {
    const opened = await open(resume.since);
    let failure: Failure | null = null;
    if ('failure' in opened) {
      failure = opened.failure;
      if (failure.kind === 'not_found') return yield { kind: 'gone' };
    } else {
      resume.reopened();
      const splitter = new LineSplitter();
      for await (const chunk of opened.chunks) {
        for (const line of splitter.push(chunk)) {
          if (!resume.accept(line)) continue;
          retry_in_ms = RETRY_FIRST_MS;
          yield { kind: 'line', ...line };
        }
      }
    }
    if (signal.aborted) return;
    yield { kind: 'interrupted', failure, retry_in_ms };
    await clock.sleep(retry_in_ms, signal);
    retry_in_ms = Math.min(RETRY_MAX_MS, retry_in_ms * 2);
  }
}
