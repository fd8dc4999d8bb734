import { passportRows } from '@modekeeper/db';
import type { VerbCtx } from '../platform/context.ts';
import { conflict, notFound } from '../platform/problems.ts';

/** @throws ModeKeeperError `not_found` */
export async function findPassport(ctx: VerbCtx, id: string): Promise<passportRows.Passport> {
  const row = await passportRows.find(ctx, id);
  if (row === undefined) throw notFound('passport');
  return row;
}

/** @throws ModeKeeperError `not_found` */
export async function findVersion(ctx: VerbCtx, passport_id: string, version: number): Promise<passportRows.PassportVersion> {
  const row = await passportRows.findVersion(ctx, passport_id, version);
  if (row === undefined) throw notFound('version of the passport');
  return row;
}

/** The version that is published. @throws ModeKeeperError `not_found`, `conflict` when none is */
export async function publishedVersion(ctx: VerbCtx, passport_id: string): Promise<passportRows.PassportVersion> {
  const passport = await findPassport(ctx, passport_id);
  if (passport.published_version === null) {
    throw conflict(
      'The passport has no published version yet.',
      'Publish one (POST /v1/passports/{id}/publish), then repeat the request.',
    );
  }
  return findVersion(ctx, passport_id, passport.published_version);
}
