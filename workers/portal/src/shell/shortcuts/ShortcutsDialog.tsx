import { useState, useSyncExternalStore } from 'react';
import { Dialog } from '../../ui/Dialog.tsx';
import { CheckField } from '../../ui/Field.tsx';
import { openPalette } from '../palette/palette-request.ts';
import { Keys } from './Keys.tsx';
import { activeShortcuts, chooseSingleKeys, hasSingleKeys, onShortcutsChange, type Shortcut } from './registry.ts';

const GROUPS: readonly { group: Shortcut['group']; title: string }[] = [
  { group: 'page', title: 'On this page' },
  { group: 'go', title: 'Go to' },
  { group: 'everywhere', title: 'Everywhere' },
];

/** What the keyboard does here. */
export function ShortcutsDialog() {
  const shortcuts = useSyncExternalStore(onShortcutsChange, activeShortcuts);
  const [single, setSingle] = useState(hasSingleKeys);
  return (
    <Dialog open title="Keyboard shortcuts" wide onOpenChange={() => openPalette(null)}>
      <CheckField
        label="Shortcuts of single keys"
        hint="Off: only Ctrl or ⌘ with K does something; for those who dictate, or whose hands slip."
        checked={single}
        onChange={({ target }) => {
          chooseSingleKeys(target.checked);
          setSingle(target.checked);
        }}
      />
      <div className="gap-x-8 md:columns-2">
        {GROUPS.map(({ group, title }) => (
          <Group key={group} title={title} shortcuts={shortcuts.filter((one) => one.group === group)} />
        ))}
      </div>
    </Dialog>
  );
}

function Group({ shortcuts, title }: { shortcuts: readonly Shortcut[]; title: string }) {
  if (shortcuts.length === 0) return null;
  return (
    <section aria-label={title} className="mb-4 grid break-inside-avoid content-start gap-1.5">
      <h3 className="text-1 font-semibold text-ink-3">{title}</h3>
      <ul className="grid gap-1.5">
        {shortcuts.map(({ description, keys }) => (
          <li key={keys} className="flex items-start justify-between gap-3">
            <span className="min-w-0 break-words">{description}</span>
            <Keys keys={keys} />
          </li>
        ))}
      </ul>
    </section>
  );
}
