import type { IncomingMessage } from 'node:http';
import type { Clock } from '../clock.ts';
import type { FollowLogsInput, LogEvent } from '../cluster.ts';
import type { Failure } from '../outcome.ts';
import { CLIENT_TIMEOUT_MS, pathOf } from './call.ts';
import { classify } from './classify.ts';
import { LineSplitter } from './lines.ts';
import { ResumePoint } from './resume.ts';
import type { Transport } from './transport.ts';

const IDLE_MS = 120_000;
const RETRY_FIRST_MS = 500;
const RETRY_MAX_MS = 15_000;
/** Lines of the past that the first connection asks for, at most. */
const TAIL_LINES = 2000;

/**
 * Follows the log of one pod until it is gone or `signal` is aborted. Reconnects with growing pauses (0.5 s to 15 s) when the stream ends
 * (API server restart, container restart, kubelet's own limit), goes on where it stopped, and repeats no line.
 */
export async function* followPodLogs(
  transport: Transport,
  clock: Clock,
  input: FollowLogsInput,
): AsyncGenerator<LogEvent, void, void> {
  const resume = new ResumePoint();
  let retry_in_ms = RETRY_FIRST_MS;
  while (!input.signal.aborted) {
    const opened = await openLog(transport, input, resume.since);
    let failure: Failure | null = null;
    if ('failure' in opened) {
      failure = opened.failure;
      if (failure.kind === 'not_found') return yield { kind: 'gone' };
    } else {
      resume.reopened();
      for await (const line of linesOf(opened.response, input.idle_ms ?? IDLE_MS)) {
        if (!resume.accept(line)) continue;
        retry_in_ms = RETRY_FIRST_MS;
        yield { kind: 'line', ...line };
      }
    }
    if (input.signal.aborted) return;
    yield { kind: 'interrupted', failure, retry_in_ms };
    await clock.sleep(retry_in_ms, input.signal);
    retry_in_ms = Math.min(RETRY_MAX_MS, retry_in_ms * 2);
  }
}

async function openLog(transport: Transport, input: FollowLogsInput, since: string | null) {
  const from =
    since === null ? { sinceSeconds: String(input.since_s ?? 60), tailLines: String(TAIL_LINES) } : { sinceTime: since };
  const sent = await transport.open({
    method: 'GET',
    path: pathOf('api', 'v1', 'namespaces', input.namespace, 'pods', input.pod, 'log'),
    query: { follow: 'true', timestamps: 'true', ...from, ...(input.container ? { container: input.container } : {}) },
    timeout_ms: CLIENT_TIMEOUT_MS,
    signal: input.signal,
  });
  if ('failure' in sent || sent.response.statusCode === 200) return sent;
  const { statusCode, headers } = sent.response;
  if (statusCode === 401) transport.rejected();
  const outcome = classify({ status: statusCode ?? 0, headers, body: await shortBody(sent.response) });
  if (outcome.kind !== 'ok') return { failure: outcome };
  return {
    failure: {
      kind: 'server_error',
      reason: 'BadBody',
      message: `Unexpected status ${statusCode} for a log.`,
      sent: true,
    } satisfies Failure,
  };
}

// A broken stream ends the loop like a closed one: the caller opens it again either way.
async function* linesOf(response: IncomingMessage, idle_ms: number) {
  const splitter = new LineSplitter();
  response.setTimeout(idle_ms, () => response.destroy());
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) yield* splitter.push(chunk);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  } finally {
    response.destroy();
  }
}

async function shortBody(response: IncomingMessage): Promise<string> {
  let text = '';
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      text += chunk.toString('utf8');
      if (text.length > 64 * 1024) break;
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
  return text;
}
