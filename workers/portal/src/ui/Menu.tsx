import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';

/** A menu under its button. Not modal: Radix's lock of the page's scrolling would need a style element, which the policy forbids. */
export function Menu({ trigger, label, children }: { trigger: ReactNode; label: string; children: ReactNode }) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          aria-label={label}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className="z-30 max-h-[70vh] min-w-52 overflow-y-auto rounded-1 border border-line-strong bg-raised p-1"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

const ITEM =
  'flex items-center gap-2 rounded-1 px-2.5 py-1.5 max-md:min-h-11 no-underline outline-none select-none data-highlighted:bg-accent-soft';

export function MenuItem({ onSelect, children, current = false }: { onSelect(): void; children: ReactNode; current?: boolean }) {
  return (
    <DropdownMenu.Item onSelect={onSelect} className={cx(ITEM, current && 'font-[550]')} aria-current={current || undefined}>
      {children}
    </DropdownMenu.Item>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="px-2.5 pt-2 pb-1 text-1 text-ink-3">{children}</DropdownMenu.Label>;
}

export function MenuSeparator() {
  return <DropdownMenu.Separator className="my-1 h-px bg-line" />;
}
