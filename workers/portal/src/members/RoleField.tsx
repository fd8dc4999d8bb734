import { ROLES, type Role } from '@modekeeper/contracts/permissions';
import { useAllowed } from '../session/organization.ts';
import { SelectField } from '../ui/Field.tsx';
import { joinWords, MAY_EVERYBODY, mayBeyond } from './role-words.ts';

type Props = {
  role: Role;
  onChange(role: Role): void;
  /** Says what the role may do; else the page does. */
  explain: boolean;
};

/** Chooses a role and says what it may do; owners are made by owners only. */
export function RoleField({ role, onChange, explain }: Props) {
  const owners = useAllowed('owner.manage');
  return (
    <SelectField
      label="Role"
      value={role}
      onChange={({ target }) => {
        const chosen = ROLES.find((one) => one === target.value);
        if (chosen !== undefined) onChange(chosen);
      }}
      hint={
        <>
          {explain && mayWords(role)}
          {!owners.allowed && 'Only an owner can make somebody an owner.'}
        </>
      }
    >
      {ROLES.map((one) => (
        <option key={one} value={one} disabled={one === 'owner' && !owners.allowed}>
          {one === 'owner' && !owners.allowed ? 'owner (by owners only)' : one}
        </option>
      ))}
    </SelectField>
  );
}

function mayWords(role: Role): string {
  const [beyond, common] = [mayBeyond(role), joinWords(MAY_EVERYBODY)];
  return beyond.length === 0
    ? `Changes nothing; may ${common}. `
    : `May ${joinWords(beyond)}. Like everybody, may also ${common}. `;
}
