import { useSyncExternalStore } from 'react';
import { useCode } from '../use-code.ts';
import { onPaletteRequest, paletteRequest } from './palette-request.ts';

const loadSearch = () => import('./SearchDialog.tsx');
const loadShortcuts = () => import('../shortcuts/ShortcutsDialog.tsx');

/** The command palette and the list of shortcuts; their code comes when they are first asked for. */
export function Palette() {
  const request = useSyncExternalStore(onPaletteRequest, paletteRequest);
  const search = useCode(loadSearch, request === 'search');
  const shortcuts = useCode(loadShortcuts, request === 'shortcuts');
  if (request === 'search' && search !== null) return <search.SearchDialog />;
  if (request === 'shortcuts' && shortcuts !== null) return <shortcuts.ShortcutsDialog />;
  return null;
}
