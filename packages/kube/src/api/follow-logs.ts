import type { IncomingMessage } from 'node:http';
import type { Clock } from '../clock.ts';
import type { FollowLogsInput, LogEvent } from '../cluster.ts';
import { follow } from '../logs/follow.ts';
import type { Failure } from '../outcome.ts';
import { CLIENT_TIMEOUT_MS, pathOf } from './call.ts';
import { classify } from './classify.ts';
import type { Transport } from './transport.ts';

const IDLE_MS = 120_000;
/** Lines of the past that the first connection asks for, at most. */
export const TAIL_LINES = 2000;

/** Follows the log of one pod (`logs/follow.ts`) over the API. */
export function followPodLogs(transport: Transport, clock: Clock, input: FollowLogsInput): AsyncGenerator<LogEvent, void, void> {
  return follow(clock, input.signal, async (since) => {
    const opened = await openLog(transport, input, since);
    return 'failure' in opened ? opened : { chunks: chunksOf(opened.response, input.idle_ms ?? IDLE_MS) };
  });
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

// A broken stream ends like a closed one: the caller opens it again either way.
async function* chunksOf(response: IncomingMessage, idle_ms: number): AsyncGenerator<Buffer> {
  response.setTimeout(idle_ms, () => response.destroy());
  try {
    yield* response as AsyncIterable<Buffer>;
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
