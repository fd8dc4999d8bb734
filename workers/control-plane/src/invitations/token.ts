import { ulidSchema } from '@modekeeper/contracts';
import { newSecret } from '../platform/random.ts';

/** A new invitation token; it names its tenant, so that accepting looks into one tenant only. */
export function newInvitationToken(tenant_id: string): string {
  return `mki_${tenant_id.slice('org_'.length)}_${newSecret()}`;
}

/** Tenant that a token names, undefined for a text of another form. */
export function tenantOfInvitationToken(token: string): string | undefined {
  const match = /^mki_([0-9A-Z]{26})_[A-Za-z0-9_-]{43}$/.exec(token);
  return match?.[1] !== undefined && ulidSchema.safeParse(match[1]).success ? `org_${match[1]}` : undefined;
}
