import { passportSchema } from '@modekeeper/contracts';
import { type PageQuery, passportRows } from '@modekeeper/db';
import { diffPassports } from '@modekeeper/engine';
import { pageAnswer } from '../http/paging.ts';
import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';
import { findPassport, findVersion } from './find.ts';
import { passportView, versionView } from './views.ts';

export async function listPassports(ctx: MemberCtx, filter: { environment_id?: string | undefined }, page: PageQuery) {
  requirePermission(ctx, 'passport.read');
  return pageAnswer(await passportRows.list(ctx, filter, page), passportView);
}

/** A passport with its versions, newest first. */
export async function showPassport(ctx: MemberCtx, input: { id: string }) {
  requirePermission(ctx, 'passport.read');
  const passport = await findPassport(ctx, input.id);
  const versions = await passportRows.versionsOf(ctx, passport.id);
  return { ...passportView(passport), versions: versions.map(versionView) };
}

/** What changes between two versions, and whether each change loosens or tightens. */
export async function diffVersions(ctx: MemberCtx, input: { id: string; from: number; to: number }) {
  requirePermission(ctx, 'passport.read');
  const passport = await findPassport(ctx, input.id);
  const [from, to] = await Promise.all([findVersion(ctx, passport.id, input.from), findVersion(ctx, passport.id, input.to)]);
  const differences = diffPassports(passportSchema.parse(from.document), passportSchema.parse(to.document));
  return { from: from.version, to: to.version, differences };
}
