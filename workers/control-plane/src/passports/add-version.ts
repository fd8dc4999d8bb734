import { passportRows } from '@modekeeper/db';
import { passportDigest, validatePassportValue } from '@modekeeper/engine';
import { commit } from '../platform/commit.ts';
import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';
import { conflict, invalidRequest } from '../platform/problems.ts';
import { findPassport } from './find.ts';
import type { AddVersion, VersionView } from './schemas.ts';
import { versionView } from './views.ts';

/**
 * Adds a version; versions are never changed. `base_version` refuses to overwrite what somebody else saved meanwhile.
 * @throws `passport_invalid`, `not_found`, `invalid_request` (another name), `conflict` (a newer version exists)
 */
export async function addPassportVersion(ctx: MemberCtx, input: AddVersion & { id: string }): Promise<VersionView> {
  requirePermission(ctx, 'passport.write');
  const passport = await findPassport(ctx, input.id);
  const document = validatePassportValue(input.document, 'document');
  if (document.name !== passport.name) {
    throw invalidRequest(
      `The document is named ${document.name}, the passport ${passport.name}.`,
      'A version keeps the name; make another passport for another name.',
    );
  }
  const base = input.base_version ?? passport.latest_version;
  const row = {
    passport_id: passport.id,
    version: base + 1,
    document,
    digest: passportDigest(document),
    note: input.note ?? null,
    created_by: ctx.user.id,
    created_at_ms: ctx.now_ms,
  };
  const newer = () =>
    conflict('Somebody saved a newer version meanwhile.', 'Read the passport again and put your change on its newest version.');
  await commit(ctx, {
    permission: 'passport.write',
    guards: [passportRows.guardLatest(ctx, passport.id, base)],
    refusals: { passport_latest_version: newer },
    duplicate: newer,
    statements: [passportRows.insertVersion(ctx, row), passportRows.change(ctx, passport.id, { latest_version: row.version })],
    audit: [
      {
        action: 'passport.version_added',
        subject: { type: 'passport', id: passport.id },
        detail: { version: row.version, digest: row.digest },
      },
    ],
  });
  return versionView(row);
}
