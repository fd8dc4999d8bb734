import type { ClusterGateway } from '../gateway/cluster-gateway.ts';
import type { RateLimiter } from './rate-limiter.ts';

/** Bindings, variables and secrets as the runtime hands them over; unchecked. `readConfig` turns the strings into a `Config`. */
export type Env = {
  /** The built portal. */
  ASSETS: Fetcher;
  CLUSTER_GATEWAY: DurableObjectNamespace<ClusterGateway>;
  RATE_LIMITER: DurableObjectNamespace<RateLimiter>;
  RATE_BY_ADDRESS: RateLimit;
  RATE_BY_USER: RateLimit;
  RATE_BY_TENANT: RateLimit;
  ENVIRONMENT?: string;
  PUBLIC_URL?: string;
  DATABASE_URL?: string;
  DATABASE_TOKEN?: string;
  DATABASE_NAMESPACE?: string;
  AUTH_SECRET?: string;
  APPROVAL_PRIVATE_KEY?: string;
  APPROVAL_KID?: string;
  FRESHNESS_PRIVATE_KEY?: string;
  FRESHNESS_KID?: string;
  ROOT_PUBLIC_KEYS?: string;
  SANDBOX_ADMIN_TOKEN?: string;
  CHARTS_BASE?: string;
  CONNECTOR_IMAGE_DIGEST?: string;
  DOCS_URL?: string;
};
