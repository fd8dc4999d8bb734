import { z } from 'zod';
import { clusterIdSchema } from '../ids.ts';
import { jsonValueSchema } from '../json/value-schema.ts';
import { epochSecondsSchema, sha256HexSchema } from '../primitives.ts';
import { gateNameSchema, planNoteSchema, verifyBlockerSchema, wireReasonSchema } from '../reason-codes.ts';
import { effectSchema } from './effect.ts';

/** A report older than this is made again before an apply (safety.md, gate 3), in seconds. */
export const VERIFY_MAX_AGE_S = 600;

/** One gate as evaluated. `reason` is null when the gate passed or was not evaluated further. */
export const gateResultSchema = z.looseObject({ gate: gateNameSchema, ok: z.boolean(), reason: wireReasonSchema.nullable() });
export type GateResult = z.infer<typeof gateResultSchema>;

/** Checks of one item, as in kubernetes.md `checks.items[]`; `rc` and `stderr` exist only for the kubectl adapter. */
export const verifyItemSchema = z.looseObject({
  namespace: z.string(),
  name: z.string(),
  object: z.string(),
  namespace_exists: z.boolean(),
  deployment_exists: z.boolean(),
  dry_run: z.looseObject({
    attempted: z.boolean(),
    mode: z.literal('server').nullable(),
    ok: z.boolean(),
    rc: z.int().nullable(),
    stderr: z.string().nullable(),
  }),
  auth_can_i_patch_deployments: z.boolean().nullable(),
  auth_can_i_get_deployments: z.boolean().nullable(),
  preimage: z.looseObject({ uid: z.string(), values: z.record(z.string(), jsonValueSchema), sha256: sha256HexSchema }).nullable(),
});
export type VerifyItem = z.infer<typeof verifyItemSchema>;

export const verifyReportBlockerSchema = z.looseObject({
  kind: z.union([verifyBlockerSchema, wireReasonSchema]),
  index: z.int().nonnegative().nullable(),
  namespace: z.string().nullable(),
  name: z.string().nullable(),
  detail: z.string().nullable(),
});

/** The connector's proof that a plan would do what it says, signed by it. `finished_at` in epoch seconds. */
export const verifyReportSchema = z.looseObject({
  schema_version: z.literal('verify_report.v1'),
  plan_digest: sha256HexSchema,
  effect_digest: sha256HexSchema,
  finished_at: epochSecondsSchema,
  ok: z.boolean(),
  blocker: verifyReportBlockerSchema.nullable(),
  items: z.array(verifyItemSchema),
  effect: effectSchema,
  gates: z.array(gateResultSchema),
  notes: z.array(z.looseObject({ note: z.union([planNoteSchema, wireReasonSchema]), detail: z.string().nullable() })).optional(),
  server_version: z.string().nullable(),
  connector: z.looseObject({ cluster_id: clusterIdSchema, version: z.string() }),
});
export type VerifyReport = z.infer<typeof verifyReportSchema>;
