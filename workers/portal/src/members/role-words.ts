import { may, type Permission, ROLES, type Role } from '@modekeeper/contracts/permissions';

/** What a permission lets somebody do; completes "may …". A permission that is added must be put into words here. */
const WORDS: Record<Permission, string> = {
  'organization.read': 'see the organisation and its members',
  'cluster.read': 'see clusters',
  'passport.read': 'see passports',
  'plan.read': 'see plans',
  'audit.read': 'read the audit log',
  'plan.approve': 'approve plans',
  'plan.reject': 'reject plans',
  'plan.cancel': 'cancel plans',
  'plan.resolve': 'settle plans that need a person',
  'kill.engage': 'stop all changes',
  'kill.lift': 'allow changes again after a stop',
  'passport.write': 'write passports',
  'passport.publish': 'publish passports',
  'environment.create': 'make environments',
  'cluster.manage': 'add, confirm and remove clusters',
  'invitation.manage': 'invite people',
  'member.manage': 'change roles and remove members',
  'owner.manage': 'make and unmake owners',
};
const ALL = Object.keys(WORDS) as Permission[];
const OF_EVERYBODY = ALL.filter((permission) => ROLES.every((role) => may(role, permission)));

/** What everybody may do who belongs to an organization. */
export const MAY_EVERYBODY = OF_EVERYBODY.map((permission) => WORDS[permission]);

/** What a role may do beyond what everybody may. */
export function mayBeyond(role: Role): string[] {
  return ALL.filter((permission) => may(role, permission) && !OF_EVERYBODY.includes(permission)).map(
    (permission) => WORDS[permission],
  );
}

/** What somebody gains and loses when their role changes. */
export function roleDifference(from: Role, to: Role): { gains: string[]; loses: string[] } {
  const [before, after] = [mayBeyond(from), mayBeyond(to)];
  return {
    gains: after.filter((word) => !before.includes(word)),
    loses: before.filter((word) => !after.includes(word)),
  };
}

/** `approve plans, reject plans and stop all changes`. */
export function joinWords(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
