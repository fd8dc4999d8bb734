import { passportSchema } from '@modekeeper/contracts';
import { guardActuators } from '@modekeeper/engine';
import { stringify } from 'yaml';
import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';
import { publishedVersion } from './find.ts';
import { passportKey } from './key.ts';

/** The published version as values for both charts, to commit or to give to Helm. @throws `not_found`, `conflict` when nothing is published */
export async function passportHelmValues(ctx: MemberCtx, input: { id: string }) {
  requirePermission(ctx, 'passport.read');
  const version = await publishedVersion(ctx, input.id);
  const passport = passportSchema.parse(version.document);
  const key = passportKey(passport.name);
  return {
    version: version.version,
    digest: version.digest,
    key,
    files: [
      { name: 'connector-passport-values.yaml', content: stringify({ passports: { [key]: passport } }, { lineWidth: 0 }) },
      { name: 'guard-passport-values.yaml', content: stringify({ actuators: guardActuators(passport) }, { lineWidth: 0 }) },
    ],
  };
}
