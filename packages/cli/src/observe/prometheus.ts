import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import {
  type Observed,
  type QueriedSeries,
  type QueryName,
  rangeSeries,
  type Series,
  seriesSamples,
  settleSamples,
  totalled,
} from '@modekeeper/telemetry';
import { refuse } from '../cli/refuse.ts';
import type { PrometheusAccess, PrometheusRequest } from './prometheus-request.ts';

const TIMEOUT_MS = 20_000;
const MAX_ANSWER_BYTES = 64 * 1_048_576;

type Answer = { status: number; text: string };

/** Samples of Prometheus over the time before `now_ms`. What cannot be reached gives none, and says why; a query that is refused ends the command. */
export async function observePrometheus(
  request: PrometheusRequest,
  access: PrometheusAccess,
  now_ms: number,
): Promise<Observed & { error: string | null }> {
  const found: QueriedSeries = {};
  let error: string | null = null;
  for (const [name, query] of request.queries) {
    const asked = await ask(request, access, query, now_ms);
    if (typeof asked === 'string') {
      error ??= `${name}: ${asked}`;
      break;
    }
    found[name] = seriesOf(name, asked);
  }
  // Samples of half the queries would say that what was not asked was not there.
  const samples = error === null ? seriesSamples(found) : [];
  const settled = settleSamples(samples);
  const rows_read = found.step_time_ms?.[0]?.size ?? 0;
  const observe_ingest = totalled({
    dropped_invalid_json: 0,
    dropped_invalid_shape: 0,
    dropped_missing_fields: error === null ? rows_read - samples.length : 0,
    dropped_duplicates: settled.dropped_duplicates,
    reordered: settled.reordered,
  });
  return { samples: settled.samples, rows_read, observe_ingest, error };
}

/** The answer to one query, or why there is none. @throws Refusal when Prometheus does not understand the query */
async function ask(
  request: PrometheusRequest,
  access: PrometheusAccess,
  query: string,
  now_ms: number,
): Promise<Answer | string> {
  const { duration_ms, step_ms, url } = request;
  const end_ms = Math.floor(now_ms / step_ms) * step_ms;
  const [start, end, step] = [end_ms - duration_ms, end_ms, step_ms].map((ms) => String(ms / 1_000));
  const search = new URLSearchParams({ query, start: start ?? '', end: end ?? '', step: step ?? '' });
  const answer = await get(`${url}/api/v1/query_range?${search}`, access);
  if (typeof answer === 'string') return answer;
  if (answer.status === 400 || answer.status === 422) refuse(`Prometheus refuses the query ${query}: ${reasonOf(answer.text)}`);
  return answer.status === 200 ? answer : `http_${answer.status}`;
}

function seriesOf(name: QueryName, { text }: Answer): Series[] {
  const series = rangeSeries(jsonOf(text));
  if (series === null) return refuse(`--prom-url does not answer as Prometheus does (query ${name}); check the address`);
  if (name !== 'worker_latency_ms' && series.length > 1)
    return refuse(`--query ${name} gives ${series.length} series and must give one; aggregate it, for example with avg(...)`);
  return series;
}

function reasonOf(text: string): string {
  const body = jsonOf(text);
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : null;
  return typeof error === 'string' ? (error.split('\n', 1)[0] ?? '').slice(0, 200) : 'no reason given';
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function get(url: string, { ca, token }: PrometheusAccess): Promise<Answer | string> {
  return new Promise((done) => {
    const send = url.startsWith('https:') ? tlsRequest : plainRequest;
    const headers = { accept: 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) };
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const fail = (error: Error) => done(signal.aborted ? 'timeout' : 'code' in error ? String(error.code) : error.message);
    const call = send(url, { headers, signal, ...(ca === null ? {} : { ca }) }, (response) => {
      const parts: Buffer[] = [];
      let size = 0;
      response.on('data', (part: Buffer) => {
        size += part.length;
        if (size > MAX_ANSWER_BYTES) response.destroy(new Error('answer_too_large'));
        else parts.push(part);
      });
      response.once('error', fail);
      response.once('end', () => done({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }));
    });
    call.once('error', fail);
    call.end();
  });
}
