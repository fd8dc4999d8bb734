import { passportSchema } from '@modekeeper/contracts';
import { passportRows } from '@modekeeper/db';
import { commit } from '../platform/commit.ts';
import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';
import { requireStepUp } from '../platform/step-up.ts';
import { findPassport, findVersion } from './find.ts';
import type { PassportView } from './schemas.ts';
import { passportView } from './views.ts';

/**
 * Says which version is meant to be in the clusters. It gets there by Helm values or GitOps only; the connector reports what it mounts.
 * A version that opens `apply` needs a fresh second factor. @throws `not_found`, `step_up_required`
 */
export async function publishPassport(ctx: MemberCtx, input: { id: string; version: number }): Promise<PassportView> {
  requirePermission(ctx, 'passport.publish');
  const passport = await findPassport(ctx, input.id);
  const version = await findVersion(ctx, passport.id, input.version);
  if (passportSchema.parse(version.document).gates.apply === true) await requireStepUp(ctx);
  const published = { published_version: version.version, published_at_ms: ctx.now_ms, published_by: ctx.user.id };
  await commit(ctx, {
    permission: 'passport.publish',
    statements: [passportRows.change(ctx, passport.id, published)],
    audit: [
      {
        action: 'passport.published',
        subject: { type: 'passport', id: passport.id },
        detail: { version: version.version, digest: version.digest, before: passport.published_version },
      },
    ],
  });
  return passportView({ ...passport, ...published });
}
