import { z } from 'zod';
import { dsseEnvelopeSchema } from '../documents/envelope.ts';
import { KILL_SCOPES, killCommandIdSchema, killSourceSchema } from '../documents/kill-state.ts';
import { targetRefSchema } from '../documents/target.ts';
import { ulidSchema } from '../ids.ts';
import { connectorModeSchema, epochMsSchema, sha256HexSchema } from '../primitives.ts';
import { wireReasonSchema } from '../reason-codes.ts';
import { openPlanSchema } from './state.ts';

/** Answer of one of the connector's own SelfSubjectAccessReviews. */
export const rightSchema = z.object({
  verb: z.string(),
  group: z.string(),
  resource: z.string(),
  namespace: z.string().nullable(),
  name: z.string().nullable(),
  allowed: z.boolean(),
});
export type Right = z.infer<typeof rightSchema>;

/** Result of the canary (safety.md, gate 6). */
export const guardResultSchema = z.object({
  policy_name: z.string().nullable(),
  ok: z.boolean(),
  reason: wireReasonSchema.nullable(),
  checked_at_ms: epochMsSchema.nullable(),
});
export type GuardResult = z.infer<typeof guardResultSchema>;

/** One kill source as read; `signal` as in policy.md when it is on. */
export const killReadingSchema = z.object({
  source: killSourceSchema,
  name: z.string(),
  state: z.enum(['on', 'off', 'verify_only', 'unreadable']),
  signal: z.string().nullable(),
});
export type KillReading = z.infer<typeof killReadingSchema>;

/** A kill command of the control plane that stands in the cluster; `overridden`: the chart says that it does not count there. */
export const killCommandViewSchema = z.object({
  id: killCommandIdSchema,
  scope: z.object({ type: z.enum(KILL_SCOPES), id: z.string() }),
  epoch: z.int().nonnegative(),
  overridden: z.boolean(),
});
export type KillCommandView = z.infer<typeof killCommandViewSchema>;
/** Most commands that are shown. */
export const MAX_KILL_COMMANDS_SHOWN = 64;

export const killViewSchema = z.object({
  active: z.boolean(),
  signal: z.string().nullable(),
  epoch: z.int().nonnegative(),
  sources: z.array(killReadingSchema),
  /** Absent from connectors that do not tell. */
  commands: z.array(killCommandViewSchema).max(MAX_KILL_COMMANDS_SHOWN).optional(),
});
export type KillView = z.infer<typeof killViewSchema>;

/** First frame up on every connection. */
export const helloBodySchema = z.object({
  boot_id: ulidSchema,
  /** The connector's own outbox; the envelope's `stream` is the same. */
  stream: ulidSchema,
  /** Last frame of the other side that it holds durably; null at first. */
  last_acknowledged: z.object({ stream: ulidSchema, seq: z.int().nonnegative() }).nullable(),
  protocol: z.object({ min: z.int().min(1), max: z.int().min(1) }),
  capabilities: z.array(z.string()),
  mode: connectorModeSchema,
  targets: z.array(z.object({ target: targetRefSchema, passport_digest: sha256HexSchema.nullable() })),
  rights: z.array(rightSchema),
  guard: guardResultSchema,
  kill: killViewSchema,
  versions: z.object({ connector: z.string(), chart: z.string(), kubernetes: z.string().nullable() }),
});
export type HelloBody = z.infer<typeof helloBodySchema>;

/** First frame down. `up` is the connector's stream, `down` the object's; `cursors` = highest contiguous number received. */
export const welcomeBodySchema = z.object({
  streams: z.object({ up: ulidSchema, down: ulidSchema }),
  cursors: z.object({ up: z.int().nonnegative(), down: z.int().nonnegative() }),
  /** `set`: the cloud's kill switches in force for this cluster, as signed `kill_state` documents. */
  kill: z.object({ epoch: z.int().nonnegative(), set: z.array(dsseEnvelopeSchema) }),
  reconnect_spread_ms: z.int().nonnegative(),
});
export type WelcomeBody = z.infer<typeof welcomeBodySchema>;

/** The heartbeat frame, every 5 min with `series` and before the start of a plan; its `ack` carries the kill epoch. */
export const heartbeatBodySchema = z.object({
  kill: killViewSchema,
  clock: z.object({ now_ms: epochMsSchema, api_server_offset_ms: z.int().nullable() }),
  open_plans: z.array(openPlanSchema),
});
export type HeartbeatBody = z.infer<typeof heartbeatBodySchema>;
