import {
  approvalSchema,
  type DsseKind,
  keyRotationSchema,
  killStateSchema,
  planSchema,
  receiptSchema,
  resolutionSchema,
  verifyReportSchema,
} from '@modekeeper/contracts';
import type { z } from 'zod';

/** Schema of each payload kind. */
const PAYLOAD_SCHEMAS = {
  plan: planSchema,
  verify_report: verifyReportSchema,
  approval: approvalSchema,
  receipt: receiptSchema,
  kill_state: killStateSchema,
  resolution: resolutionSchema,
  key_rotation: keyRotationSchema,
} as const satisfies Record<DsseKind, z.ZodType>;

export type PayloadOf<Kind extends DsseKind> = z.infer<(typeof PAYLOAD_SCHEMAS)[Kind]>;

/** Parses a payload of a kind, keeping unknown fields. */
export function parsePayload<Kind extends DsseKind>(
  kind: Kind,
  value: unknown,
): { ok: true; payload: PayloadOf<Kind> } | { ok: false; why: string } {
  const result = PAYLOAD_SCHEMAS[kind].safeParse(value);
  if (result.success) return { ok: true, payload: result.data as PayloadOf<Kind> };
  const issue = result.error.issues[0];
  return { ok: false, why: `${issue?.path.join('.') || 'payload'}: ${issue?.message ?? 'does not fit'}` };
}
