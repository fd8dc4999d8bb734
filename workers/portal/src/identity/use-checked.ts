import { type FormEvent, useRef, useState } from 'react';

/**
 * A form that objects when it is sent, not while somebody types: `faults` are shown from the first try on and go away as they are mended;
 * the first field at fault gets the focus.
 */
export function useChecked<Name extends string>(faults: Record<Name, string | null>, send: () => void) {
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const wrong = Object.values(faults).some((fault) => fault !== null);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!wrong) return send();
    // After the next paint, when the fields are marked.
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
  };
  const shown = (name: Name): string | null => (tried ? faults[name] : null);
  return { form: { ref: form, onSubmit, noValidate: true }, shown };
}
