import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { PLACES, type Place, SETTINGS_PLACES } from '../navigation.ts';
import { openPalette } from '../palette/palette-request.ts';
import { chooseTheme, currentTheme } from '../theme.ts';
import { onShortcutKey } from './registry.ts';
import { useShortcut } from './use-shortcut.ts';

/** The shortcuts that work on every page, and the ear for all of them. */
export function FrameShortcuts() {
  useEffect(() => {
    addEventListener('keydown', onShortcutKey);
    return () => removeEventListener('keydown', onShortcutKey);
  }, []);
  useShortcut('mod+k', 'Search pages, plans, clusters, actions', () => openPalette('search'), { group: 'everywhere' });
  useShortcut('?', 'List the shortcuts', () => openPalette('shortcuts'), { group: 'everywhere' });
  useShortcut('t', 'Switch between light and dark', () => chooseTheme(currentTheme() === 'dark' ? 'light' : 'dark'), {
    group: 'everywhere',
  });
  return [...PLACES, ...SETTINGS_PLACES].map((place) => <Go key={place.to} place={place} />);
}

function Go({ place: { label, shortcut, to } }: { place: Place }) {
  const navigate = useNavigate();
  useShortcut(`g ${shortcut}`, label, () => void navigate({ to }), { group: 'go' });
  return null;
}
