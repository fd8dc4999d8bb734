import type { HelloBody } from '@modekeeper/contracts';
import type { Api } from '../../api/types.ts';

/** What one target's connector has mounted, beside what is published. */
export type Mounted = {
  namespace: string;
  name: string;
  digest: string | null;
  /** `none`: no passport; `unknown`: no version that this environment holds; `unpublished`: nothing of it is published. */
  state: 'none' | 'unknown' | 'current' | 'behind' | 'unpublished';
  passport: Api<'PassportDetail'> | null;
  version: number | null;
};

/** Matches the digests that a connector reports with the versions of its environment's passports. Of equal versions the newest is named. */
export function mountedPassports(targets: HelloBody['targets'], passports: readonly Api<'PassportDetail'>[]): Mounted[] {
  return targets.map(({ passport_digest, target: { name, namespace } }) => {
    const at = { namespace, name, digest: passport_digest };
    if (passport_digest === null) return { ...at, state: 'none', passport: null, version: null };
    const passport = passports.find(({ versions }) => versions.some(({ digest }) => digest === passport_digest)) ?? null;
    if (passport === null) return { ...at, state: 'unknown', passport, version: null };
    const matching = passport.versions.filter(({ digest }) => digest === passport_digest).map(({ version }) => version);
    const published = passport.published_version;
    if (published !== null && matching.includes(published)) return { ...at, state: 'current', passport, version: published };
    return { ...at, state: published === null ? 'unpublished' : 'behind', passport, version: Math.max(...matching) };
  });
}
