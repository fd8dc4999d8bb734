import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { SelectField, TextField } from '../ui/Field.tsx';
import { ACTION_GROUPS, ACTIONS, SUBJECTS } from './actions.ts';
import { type AuditSearch, parseAuditSearch } from './search.ts';

/** As many characters as the API takes. */
const ID_LENGTH_MAX = 300;
/** Lists and field in one height. */
const CONTROL = 'min-h-9 max-md:min-h-11';

/** Narrows the log; the address keeps it, so that it can be sent to somebody. */
export function Filters({ search }: { search: AuditSearch }) {
  const navigate = useNavigate();
  const [id, setId] = useState(search.subject_id ?? '');
  useEffect(() => setId(search.subject_id ?? ''), [search.subject_id]);
  const go = (change: Record<keyof AuditSearch, string> | Partial<Record<keyof AuditSearch, string>>) =>
    void navigate({ to: '/audit', search: parseAuditSearch({ ...search, ...change }), replace: true });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    go({ subject_id: id });
  };
  return (
    <search>
      <form onSubmit={submit} className="flex flex-wrap items-end gap-3 max-md:grid max-md:grid-cols-2">
        <SelectField
          label="Action"
          className={CONTROL}
          value={search.action ?? ''}
          onChange={({ target }) => go({ action: target.value })}
        >
          <option value="">Every action</option>
          {ACTION_GROUPS.map(({ actions, label }) => (
            <optgroup key={label} label={label}>
              {actions.map((action) => (
                <option key={action} value={action}>
                  {ACTIONS[action]}
                </option>
              ))}
            </optgroup>
          ))}
        </SelectField>
        <SelectField
          label="About"
          className={CONTROL}
          value={search.subject_type ?? ''}
          onChange={({ target }) => go({ subject_type: target.value })}
        >
          <option value="">Everything</option>
          {Object.entries(SUBJECTS).map(([type, label]) => (
            <option key={type} value={type}>
              {label}
            </option>
          ))}
        </SelectField>
        <TextField
          label="Its id"
          placeholder="the whole id"
          className={`${CONTROL} font-mono`}
          maxLength={ID_LENGTH_MAX}
          autoComplete="off"
          spellCheck={false}
          value={id}
          onChange={({ target }) => setId(target.value)}
          onBlur={() => id.trim() !== (search.subject_id ?? '') && go({ subject_id: id })}
        />
        <Button type="submit" className="min-h-9 max-md:min-h-11">
          Filter
        </Button>
        {Object.keys(search).length > 0 && (
          <Button look="quiet" className="min-h-9" onClick={() => void navigate({ to: '/audit', search: {}, replace: true })}>
            Show everything
          </Button>
        )}
      </form>
    </search>
  );
}
