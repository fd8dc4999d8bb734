import { ENROLMENT_TOKEN_LIFETIME_S, enrollmentTokenSchema, sha256Hex } from '@modekeeper/contracts';
import { enrollmentRows, type Statement } from '@modekeeper/db';
import type { MemberCtx } from '../platform/context.ts';
import { newSecret } from '../platform/random.ts';

/** A new token of a cluster and the statement that stores its hash: the text itself is nowhere but in the answer. */
export function newEnrollmentToken(
  ctx: MemberCtx,
  cluster_id: string,
): { token: string; expires_at_ms: number; insert: Statement } {
  const token = `mke_${ctx.tenant_id.slice('org_'.length)}_${cluster_id.slice('cl_'.length)}_${newSecret()}`;
  const expires_at_ms = ctx.now_ms + ENROLMENT_TOKEN_LIFETIME_S * 1_000;
  const insert = enrollmentRows.insertToken(ctx, {
    token_hash: sha256Hex(token),
    cluster_id,
    created_by: ctx.user.id,
    created_at_ms: ctx.now_ms,
    expires_at_ms,
  });
  return { token, expires_at_ms, insert };
}

/** What a token names; undefined for a text of another form. */
export function namedByToken(token: string): { tenant_id: string; cluster_id: string } | undefined {
  if (!enrollmentTokenSchema.safeParse(token).success) return undefined;
  const [, organization, cluster] = token.split('_');
  return { tenant_id: `org_${organization}`, cluster_id: `cl_${cluster}` };
}
