import { createApp } from './http/app.ts';
import type { Env } from './platform/env.ts';
import { runScheduled } from './platform/scheduled.ts';

export { ClusterGateway } from './gateway/cluster-gateway.ts';
export { RateLimiter } from './platform/rate-limiter.ts';

const app = createApp();

export default {
  fetch: app.fetch,
  scheduled: (_controller, env, context) => context.waitUntil(runScheduled(env)),
} satisfies ExportedHandler<Env>;
