import type { Me } from './me.ts';
import type { Organization } from './organization.ts';
import type { Choice } from './stored-choice.ts';

/** Organization and environment that the page is about: the remembered ones, else the first organization whole; null without any. */
export function chosenScope(
  { organizations }: Pick<Me, 'organizations'>,
  choice: Choice,
): { organization: Organization; environment_id: string | null } | null {
  const organization = organizations.find(({ id }) => id === choice.organization_id) ?? organizations[0];
  if (organization === undefined) return null;
  return { organization, environment_id: organization.id === choice.organization_id ? choice.environment_id : null };
}
