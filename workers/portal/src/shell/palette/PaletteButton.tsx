import { keyLabels } from '../shortcuts/key-label.ts';
import { openPalette } from './palette-request.ts';

/** Opens the command palette. */
export function PaletteButton() {
  const keys = keyLabels('mod+k').join(' ');
  return (
    <button
      type="button"
      // What is written on it is part of its name, for those who speak to their computer.
      aria-label={`Search pages, plans, clusters, actions, ${keys}`}
      aria-haspopup="dialog"
      title="Search pages, plans, clusters, actions"
      onClick={() => openPalette('search')}
      className="rounded-1 border border-line px-2 py-1 text-1 whitespace-nowrap text-ink-2 hover:bg-canvas"
    >
      <kbd className="font-mono">{keys}</kbd>
    </button>
  );
}
