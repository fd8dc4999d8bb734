import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

type Tab = { id: string; label: string; content: ReactNode };

/** Tabs whose choice the page keeps (in its address). */
export function Tabs({
  label,
  tabs,
  chosen,
  onChoose,
}: {
  label: string;
  tabs: readonly Tab[];
  chosen: string;
  onChoose(id: string): void;
}) {
  return (
    <Radix.Root value={chosen} onValueChange={onChoose} className="grid min-w-0 grid-cols-1 gap-4">
      <Radix.List aria-label={label} className="flex gap-1 max-md:gap-0 overflow-x-auto border-b border-line">
        {tabs.map(({ id, label: text }) => (
          <Radix.Trigger
            key={id}
            value={id}
            className="-mb-px -outline-offset-2 border-b-2 border-transparent px-3 py-2 max-md:min-h-11 max-md:px-1.5 whitespace-nowrap text-ink-2 hover:text-ink data-[state=active]:border-accent data-[state=active]:font-[550] data-[state=active]:text-ink"
          >
            {text}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map(({ content, id }) => (
        <Radix.Content key={id} value={id} className="min-w-0">
          {content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
