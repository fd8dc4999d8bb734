import { z } from 'zod';
import { clusterIdSchema, environmentIdSchema, organizationIdSchema } from './ids.ts';
import { connectorModeSchema, epochMsSchema } from './primitives.ts';

/** `mke_<org ulid>_<cluster ulid>_<43 characters base64url of 256 bit>`. */
export const enrollmentTokenSchema = z
  .string()
  .regex(/^mke_[0-7][0-9A-HJKMNP-TV-Z]{25}_[0-7][0-9A-HJKMNP-TV-Z]{25}_[A-Za-z0-9_-]{43}$/, 'must be an enrolment token');

/** `POST /v1/enroll`. `public_key`: strict base64 of the raw 32 bytes. */
export const enrollRequestSchema = z.object({
  token: z.string().min(1).max(200),
  public_key: z.string().length(44),
  cluster_uid: z.string().min(1).max(100),
  chart_version: z.string().min(1).max(100),
  mode: connectorModeSchema,
});
export type EnrollRequest = z.infer<typeof enrollRequestSchema>;

export const enrollResponseSchema = z.object({
  cluster_id: clusterIdSchema,
  tenant_id: organizationIdSchema,
  /** The cluster's environment; every plan names it. */
  environment_id: environmentIdSchema,
  /** `connect_url`: ws(s) URL of the session, tenant included. */
  endpoints: z.object({ connect_url: z.url() }),
});
export type EnrollResponse = z.infer<typeof enrollResponseSchema>;

/** What the connector signs to open a session (connector.md, "Session"). `aud`: host that it connects to. */
export const connectClaimsSchema = z.object({
  cluster_id: clusterIdSchema,
  aud: z.string().min(1).max(300),
  ts_ms: epochMsSchema,
  nonce: z.string().min(16).max(128),
});
export type ConnectClaims = z.infer<typeof connectClaimsSchema>;

/** Presence of a connector, computed from the lease whenever somebody looks. */
export const PRESENCES = ['connected', 'late', 'lost', 'refused', 'never_connected', 'awaiting_confirmation'] as const;
export const presenceSchema = z.enum(PRESENCES);
export type Presence = z.infer<typeof presenceSchema>;
