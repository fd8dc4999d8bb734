import { useSyncExternalStore } from 'react';
import { importer } from '../importer.ts';
import { useCode } from '../use-code.ts';
import { onPaletteRequest, paletteRequest } from './palette-request.ts';

const loadSearch = importer(() => import('./SearchDialog.tsx'));
const loadShortcuts = importer(() => import('../shortcuts/ShortcutsDialog.tsx'));

/** The command palette and the list of shortcuts; their code comes when they are first asked for. */
export function Palette() {
  const request = useSyncExternalStore(onPaletteRequest, paletteRequest);
  const search = useCode(loadSearch, request === 'search');
  const shortcuts = useCode(loadShortcuts, request === 'shortcuts');
  if (request === 'search' && search !== null) return <search.SearchDialog />;
  if (request === 'shortcuts' && shortcuts !== null) return <shortcuts.ShortcutsDialog />;
  return null;
}
