import { type KeyboardEvent, useState } from 'react';
import { CheckField, TextField } from '../ui/Field.tsx';
import { PASSWORD_LONGEST } from './checks.ts';

type Props = {
  label: string;
  /** `new`: one is chosen here. Password managers offer to make one, or to fill in the old one. */
  kind: 'current' | 'new';
  value: string;
  onChange(text: string): void;
  error?: string | null;
  hint?: string;
};

/** A password that can be looked at; says when caps lock is on. */
export function PasswordField({ label, kind, value, onChange, error, hint }: Props) {
  const [shown, setShown] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const note = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'));
  const said = capsLock ? 'Caps lock is on.' : hint;
  return (
    <div className="grid gap-2">
      <TextField
        label={label}
        type={shown ? 'text' : 'password'}
        name={`${kind}-password`}
        autoComplete={`${kind}-password`}
        autoCapitalize="none"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={note}
        onKeyUp={note}
        // A longer one is said to be too long rather than cut off unseen.
        maxLength={PASSWORD_LONGEST + 1}
        error={error}
        {...(said === undefined ? {} : { hint: said })}
      />
      <CheckField label="Show the password" checked={shown} onChange={(event) => setShown(event.target.checked)} />
    </div>
  );
}
