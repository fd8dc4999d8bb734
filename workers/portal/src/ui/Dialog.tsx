import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, useRef } from 'react';

type Props = {
  open: boolean;
  onOpenChange(open: boolean): void;
  title: string;
  /** Consequences, before anything is clicked. */
  description?: ReactNode;
  children: ReactNode;
  wide?: boolean;
};

/** What can be used in a dialog, as a selector. */
export const CONTROL = ['input:not([hidden])', 'select', 'textarea', 'button'].map((kind) => `${kind}:enabled`).join(', ');

/** A dialog: traps the focus, gives it back, closes with Escape. On a phone it fills the width. */
export function Dialog({ open, onOpenChange, title, description, children, wide = false }: Props) {
  const body = useRef<HTMLDivElement>(null);
  const before = useRef<Element | null>(null);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        {/* Our own backdrop: Radix's would put a style element into the page, which the policy forbids. */}
        <div aria-hidden="true" className="fixed inset-0 z-40 bg-veil" />
        <div className="pointer-events-none fixed inset-0 z-50 grid place-items-center overflow-y-auto p-3">
          <Radix.Content
            {...(description === undefined ? { 'aria-describedby': undefined } : {})}
            onOpenAutoFocus={(event) => {
              before.current = document.activeElement === document.body ? null : document.activeElement;
              // What the dialog is about, not the cross that leaves it.
              const first =
                body.current?.querySelector<HTMLElement>(CONTROL) ?? body.current?.querySelector<HTMLElement>('a[href]');
              if (first == null) return;
              event.preventDefault();
              first.focus();
            }}
            onCloseAutoFocus={(event) => {
              // Radix gives the focus back to its own trigger only, and our dialogs are opened by whatever was there.
              event.preventDefault();
              const back = before.current?.isConnected === true ? before.current : document.getElementById('page');
              if (back instanceof HTMLElement) back.focus({ preventScroll: true });
            }}
            className={`pointer-events-auto grid grid-cols-1 max-h-[calc(100dvh-24px)] w-full gap-3 overflow-y-auto rounded-1 border border-line-strong bg-raised p-5 ${wide ? 'max-w-3xl' : 'max-w-lg'}`}
          >
            <div className="flex items-start justify-between gap-4">
              <Radix.Title className="text-3 font-semibold">{title}</Radix.Title>
              <Radix.Close
                aria-label="Close"
                className="-mt-1 -mr-1 grid size-8 shrink-0 place-items-center rounded-1 text-ink-3 hover:bg-canvas hover:text-ink"
              >
                <X aria-hidden="true" size={16} />
              </Radix.Close>
            </div>
            {description !== undefined && (
              <Radix.Description asChild>
                <div className="wrap-anywhere text-ink-2">{description}</div>
              </Radix.Description>
            )}
            <div ref={body} className="grid min-w-0 grid-cols-1 gap-3">
              {children}
            </div>
          </Radix.Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Buttons at the end of a dialog or form; the main one last. */
export function Actions({ children }: { children: ReactNode }) {
  return <div className="mt-1 flex flex-wrap justify-end gap-2 max-md:[&>button]:min-h-11">{children}</div>;
}
