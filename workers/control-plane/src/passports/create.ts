import { environmentRows, passportRows } from '@modekeeper/db';
import { passportDigest, passportTemplate, validatePassportValue } from '@modekeeper/engine';
import { commit } from '../platform/commit.ts';
import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';
import { alreadyExists, notFound } from '../platform/problems.ts';
import { newId } from '../platform/random.ts';
import type { CreatePassport } from './schemas.ts';
import { templatesOf } from './templates.ts';
import { passportView, versionView } from './views.ts';

/**
 * Makes a passport of an environment, from a template or a document; its first version is a draft until it is published.
 * @throws `passport_invalid`, `not_found` (environment), `already_exists` (name in this environment)
 */
export async function createPassport(ctx: MemberCtx, input: CreatePassport) {
  requirePermission(ctx, 'passport.write');
  const given = input.template === undefined ? input.document : passportTemplate(input.template, templatesOf(ctx));
  const passport = validatePassportValue(input.name === undefined ? given : { ...given, name: input.name }, 'document');
  const id = newId('psp');
  const by = { created_by: ctx.user.id, created_at_ms: ctx.now_ms };
  const row = { id, environment_id: input.environment_id, name: passport.name, ...by };
  const version = { passport_id: id, version: 1, document: passport, digest: passportDigest(passport), note: null, ...by };
  await commit(ctx, {
    permission: 'passport.write',
    guards: [environmentRows.guardEnvironment(ctx, input.environment_id)],
    refusals: { environment_exists: () => notFound('environment') },
    duplicate: () => alreadyExists('a passport in this environment', 'name'),
    statements: [passportRows.insert(ctx, row), passportRows.insertVersion(ctx, version)],
    audit: [
      {
        action: 'passport.created',
        subject: { type: 'passport', id },
        detail: { name: passport.name, digest: version.digest, template: input.template ?? null },
      },
    ],
  });
  const view = passportView({ ...row, latest_version: 1, published_version: null, published_at_ms: null, published_by: null });
  return { ...view, versions: [versionView(version)] };
}
