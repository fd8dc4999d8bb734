import { createServer, type Server, type ServerResponse } from 'node:http';
import type { Metrics } from './metrics.ts';
import type { Readiness } from './readiness.ts';

export interface HealthServerOptions {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly readiness: Readiness;
  readonly metrics: Metrics;
  readonly version: string;
}

/**
 * `/healthz` 200 while the process runs its event loop, `/readyz` 200 or 503 with the reasons, `/metrics` for Prometheus.
 * Nothing here changes anything or shows a secret.
 */
export function startHealthServer(options: HealthServerOptions): Promise<Server> {
  const server = createServer((request, response) => {
    void answer(options, request.method ?? 'GET', request.url ?? '/', response);
  });
  server.headersTimeout = 5000;
  server.requestTimeout = 5000;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => resolve(server));
  });
}

async function answer(options: HealthServerOptions, method: string, url: string, response: ServerResponse): Promise<void> {
  const send = (status: number, type: string, body: string) => {
    response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    response.end(method === 'HEAD' ? undefined : body);
  };
  const json = (status: number, body: unknown) => send(status, 'application/json', `${JSON.stringify(body, null, 2)}\n`);
  if (method !== 'GET' && method !== 'HEAD') return json(405, { error: { code: 'method_not_allowed' } });
  const path = url.split('?', 1)[0];
  if (path === '/healthz') return json(200, { ok: true, version: options.version });
  if (path === '/readyz') {
    const report = options.readiness.report();
    return json(report.ready ? 200 : 503, report);
  }
  if (path === '/metrics') return send(200, options.metrics.content_type, await options.metrics.text());
  return json(404, { error: { code: 'not_found' } });
}
