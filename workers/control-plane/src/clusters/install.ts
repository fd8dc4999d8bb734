import { type Passport, passportSchema } from '@modekeeper/contracts';
import type { passportRows } from '@modekeeper/db';
import { publishedVersion } from '../passports/find.ts';
import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';
import { findCluster } from './find.ts';
import type { Install, InstallQuery } from './install-schemas.ts';
import { annotateStep, connectorStep, guardStep } from './install-steps.ts';
import { connectorValues, guardRelease, TOKEN_PLACEHOLDER } from './install-values.ts';

/**
 * The real commands and values files for one cluster and one workload: what to review, who must run it, and what it grants.
 * @throws `not_found`, `conflict` (the passport has no published version)
 */
export async function installGuide(ctx: MemberCtx, input: InstallQuery & { id: string }): Promise<Install> {
  requirePermission(ctx, 'cluster.manage');
  await findCluster(ctx, input.id);
  const passport = await passportOf(ctx, input.passport_id);
  const values = await connectorValues(ctx.config, input, passport);
  if (input.mode === 'observe') {
    return { steps: [connectorStep(ctx.config, input, values)], token_placeholder: TOKEN_PLACEHOLDER, notes: [] };
  }
  return {
    steps: [guardStep(ctx.config, input, passport), annotateStep(input), connectorStep(ctx.config, input, values)],
    token_placeholder: TOKEN_PLACEHOLDER,
    notes: notesFor(ctx, input, passport),
  };
}

async function passportOf(ctx: MemberCtx, passport_id: string): Promise<Passport> {
  const version: passportRows.PassportVersion = await publishedVersion(ctx, passport_id);
  return passportSchema.parse(version.document);
}

function notesFor(ctx: MemberCtx, input: InstallQuery, passport: Passport): string[] {
  const image = ctx.config.ENVIRONMENT !== 'sandbox' && ctx.config.CONNECTOR_IMAGE_DIGEST === undefined;
  return [
    ...(image
      ? ['Set image.digest to the digest of the connector image that you reviewed: the chart demands it in this mode.']
      : []),
    `A second connector in this cluster needs other release names than ${input.release} and ${guardRelease(input)}: the guard's policy is cluster-scoped and named after its release.`,
    ...(input.mode === 'apply' && passport.gates.apply !== true
      ? ['The gate apply of this passport is off, so nothing will be applied until it is on.']
      : []),
    ...(input.mode === 'apply'
      ? ['Applying also needs a licence with the entitlement apply, bound to this cluster, and an approval for each plan.']
      : []),
  ];
}
