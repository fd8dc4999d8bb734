import { QUERY_NAMES, type QueryName } from '@modekeeper/telemetry';
import type { Flags } from '../cli/flags.ts';
import type { Io } from '../cli/io.ts';
import { refuse } from '../cli/refuse.ts';
import { readOrNull } from '../io/files.ts';
import { resolveFrom } from '../io/paths.ts';

export type PrometheusRequest = {
  url: string;
  step_ms: number;
  duration_ms: number;
  queries: ReadonlyMap<QueryName, string>;
  ca_path: string | undefined;
  token_path: string | undefined;
};

/** What a call carries besides the query. `ca`: PEM of the authority to trust; null: the system's. */
export type PrometheusAccess = { ca: string | null; token: string | null };

/** Points that Prometheus gives for one series at most. */
const MAX_STEPS = 11_000;
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Flags of source `prometheus`. @throws Refusal for what cannot be asked */
export function prometheusRequest(
  flags: Flags,
  options: { source_flag: string; duration_ms: number; namespace: string; deployment: string },
): PrometheusRequest {
  const { duration_ms, source_flag } = options;
  const token_path = flags.optional('prom-token-file');
  const url = urlOf(flags.optional('prom-url'), source_flag, token_path !== undefined);
  const step_ms = flags.duration('prom-step');
  if (step_ms < 1) refuse('--prom-step must be more than 0; use for example 5s');
  if (duration_ms / step_ms >= MAX_STEPS)
    refuse(`--prom-step is too short for the duration: Prometheus gives at most ${MAX_STEPS} steps; use a longer step`);
  const queries = new Map([...defaultQueries(options), ...flags.list('query').map(queryOf)]);
  if (!queries.has('step_time_ms')) refuse(`--query step_time_ms=PROMQL is required when ${source_flag} prometheus`);
  return { url, step_ms, duration_ms, queries, ca_path: flags.optional('prom-ca'), token_path };
}

/** What the DCGM exporter says of the pods of the Deployment. */
function defaultQueries({ deployment, namespace }: { namespace: string; deployment: string }): [QueryName, string][] {
  const pods = `{namespace="${namespace}",pod=~"${deployment.replaceAll('.', '\\\\.')}-.+"}`;
  const [used, free] = [`DCGM_FI_DEV_FB_USED${pods}`, `DCGM_FI_DEV_FB_FREE${pods}`];
  return [
    ['gpu_util_pct', `max(DCGM_FI_DEV_GPU_UTIL${pods})`],
    ['gpu_mem_util_pct', `max(100 * ${used} / (${used} + ${free}))`],
  ];
}

function queryOf(text: string): [QueryName, string] {
  const at = text.indexOf('=');
  const name = QUERY_NAMES.find((one) => one === text.slice(0, at));
  const query = text.slice(at + 1).trim();
  if (at === -1 || name === undefined || query === '')
    return refuse(`--query '${text}' is not NAME=PROMQL with a name of: ${QUERY_NAMES.join(', ')}`);
  return [name, query];
}

function urlOf(text: string | undefined, source_flag: string, carriesToken: boolean): string {
  if (text === undefined || text === '') return refuse(`--prom-url is required when ${source_flag} prometheus`);
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    return refuse(`--prom-url must begin with http:// or https://`);
  if (url.username !== '' || url.password !== '') return refuse('--prom-url may not hold a password; use --prom-token-file');
  if (carriesToken && url.protocol === 'http:' && !LOOPBACK.includes(url.hostname))
    return refuse('--prom-token-file needs an https:// address, since anybody on the way could read the token');
  url.search = '';
  url.hash = '';
  return url.href.replace(/\/+$/, '');
}

/** Certificates and token from their files. @throws Refusal when one cannot be read or holds no token */
export function readAccess(io: Pick<Io, 'cwd'>, { ca_path, token_path }: PrometheusRequest): PrometheusAccess {
  const token = fileOf(io, '--prom-token-file', token_path)?.trim() ?? null;
  if (token !== null && !/^[\x21-\x7e]+$/.test(token))
    refuse('--prom-token-file holds no token; it should be one line of plain characters');
  return { ca: fileOf(io, '--prom-ca', ca_path), token };
}

function fileOf(io: Pick<Io, 'cwd'>, flag: string, path: string | undefined): string | null {
  if (path === undefined) return null;
  const bytes = readOrNull(resolveFrom(io, path));
  return bytes === null ? refuse(`${flag} cannot be read: ${path}`) : new TextDecoder().decode(bytes);
}
