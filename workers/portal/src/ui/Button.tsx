import { LoaderCircle } from 'lucide-react';
import type { ButtonHTMLAttributes } from 'react';
import { useId } from 'react';
import { cx } from './cx.ts';

export type ButtonLook = 'primary' | 'plain' | 'danger' | 'danger-outline' | 'quiet';
type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> & {
  look?: ButtonLook;
  small?: boolean;
  /** The action runs: the button keeps its width and says so. */
  busy?: boolean;
  /** Why the action is not possible; the button stays visible and reachable by keyboard, so that the reason can be read. */
  forbidden?: string | null | undefined;
};

const LOOKS: Record<ButtonLook, string> = {
  primary: 'border-accent bg-accent text-accent-ink hover:brightness-110',
  plain: 'border-line-strong bg-surface text-ink hover:bg-canvas',
  danger: 'border-bad bg-bad text-surface hover:brightness-110',
  'danger-outline': 'border-bad bg-surface text-bad hover:bg-bad-soft',
  quiet: 'border-transparent bg-transparent text-ink-2 hover:bg-canvas hover:text-ink',
};
const OFF = 'border-line bg-canvas text-ink-3 cursor-not-allowed';

/** Classes of a button, for links that look like one. */
export function buttonClass(look: ButtonLook = 'plain', small = false): string {
  return cx(shapeClass(small), LOOKS[look]);
}

function shapeClass(small: boolean): string {
  return cx(
    'inline-flex items-center justify-center gap-2 rounded-1 border font-[550] whitespace-nowrap no-underline select-none',
    small ? 'px-2.5 py-1 text-1' : 'px-3.5 py-1.5',
  );
}

/** A button with a verb on it. A forbidden one says why, to eyes, pointers and screen readers. */
export function Button({ look = 'plain', small = false, busy = false, forbidden, children, onClick, className, ...rest }: Props) {
  const reason = useId();
  const off = forbidden != null || busy;
  return (
    <>
      <button
        type="button"
        {...rest}
        // One look or the other: of two colours in one list the style sheet's order would choose.
        className={cx(shapeClass(small), forbidden == null ? LOOKS[look] : OFF, className)}
        aria-disabled={off || undefined}
        aria-busy={busy || undefined}
        aria-describedby={forbidden == null ? rest['aria-describedby'] : reason}
        title={forbidden ?? rest.title}
        onClick={(event) => {
          if (off) event.preventDefault();
          else onClick?.(event);
        }}
      >
        {busy && <LoaderCircle aria-hidden="true" size={14} className="animate-spin" />}
        {children}
      </button>
      {forbidden != null && (
        <span id={reason} className="sr-only">
          {forbidden}
        </span>
      )}
    </>
  );
}
