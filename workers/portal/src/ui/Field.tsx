import { type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, type TextareaHTMLAttributes, useId } from 'react';
import { cx } from './cx.ts';

type Around = { label: string; hint?: ReactNode; error?: string | null | undefined };

const CONTROL =
  'w-full rounded-1 border border-line-strong bg-surface px-2.5 py-1.5 text-ink aria-invalid:border-bad disabled:bg-canvas disabled:text-ink-3';

/** Label, control, hint and error, tied together for screen readers. */
function Field({
  label,
  hint,
  error,
  children,
}: Around & {
  children: (ids: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined }) => ReactNode;
}) {
  const id = useId();
  const described = [hint === undefined ? null : `${id}-hint`, error == null ? null : `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className="grid min-w-0 gap-1">
      <label htmlFor={id} className="font-[550]">
        {label}
      </label>
      {children({
        id,
        'aria-describedby': described === '' ? undefined : described,
        'aria-invalid': error == null ? undefined : true,
      })}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-1 text-ink-3">
          {hint}
        </p>
      )}
      {error != null && (
        <p id={`${id}-error`} className="text-1 font-[550] wrap-anywhere text-bad">
          {error}
        </p>
      )}
    </div>
  );
}

export function TextField({
  label,
  hint,
  error,
  className,
  ...input
}: Around & Omit<InputHTMLAttributes<HTMLInputElement>, 'id'>) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => <input type="text" {...input} {...ids} className={cx(CONTROL, className)} />}
    </Field>
  );
}

export function TextArea({
  label,
  hint,
  error,
  className,
  ...area
}: Around & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'id'>) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => <textarea rows={3} {...area} {...ids} className={cx(CONTROL, className)} />}
    </Field>
  );
}

/** The browser's own list: works on every phone, with every screen reader. */
export function SelectField({
  label,
  hint,
  error,
  className,
  children,
  ...select
}: Around & Omit<SelectHTMLAttributes<HTMLSelectElement>, 'id'>) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <select {...select} {...ids} className={cx(CONTROL, className)}>
          {children}
        </select>
      )}
    </Field>
  );
}

export function CheckField({
  label,
  hint,
  ...input
}: { label: ReactNode; hint?: ReactNode } & Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'type'>) {
  const id = useId();
  return (
    <div className="flex items-start gap-2">
      <input
        type="checkbox"
        {...input}
        id={id}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint !== undefined && (
          <p id={`${id}-hint`} className="text-1 text-ink-3">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
