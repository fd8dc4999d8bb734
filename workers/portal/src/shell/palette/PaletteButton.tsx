import { keyLabels } from '../shortcuts/key-label.ts';
import { openPalette } from './palette-request.ts';

/** Opens the command palette. */
export function PaletteButton() {
  return (
    <button
      type="button"
      aria-label="Search pages, plans, clusters, actions"
      aria-haspopup="dialog"
      title="Search pages, plans, clusters, actions"
      onClick={() => openPalette('search')}
      className="rounded-1 border border-line px-2 py-1 text-1 whitespace-nowrap text-ink-2 hover:bg-canvas"
    >
      <kbd className="font-mono">{keyLabels('mod+k').join(' ')}</kbd>
    </button>
  );
}
