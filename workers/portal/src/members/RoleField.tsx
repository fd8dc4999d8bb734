import { ROLES, type Role } from '@modekeeper/contracts/permissions';
import { useAllowed } from '../session/organization.ts';
import { SelectField } from '../ui/Field.tsx';
import { joinWords, MAY_EVERYBODY, mayBeyond } from './role-words.ts';

/** Chooses a role and says what it may do; owners are made by owners only. */
export function RoleField({ role, onChange }: { role: Role; onChange(role: Role): void }) {
  const owners = useAllowed('owner.manage');
  const beyond = mayBeyond(role);
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
          {beyond.length > 0 && <>May {joinWords(beyond)}. </>}
          {beyond.length > 0 ? 'Like everybody, may also' : 'Changes nothing; may'} {joinWords(MAY_EVERYBODY)}.
          {!owners.allowed && ' Only an owner can make somebody an owner.'}
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
