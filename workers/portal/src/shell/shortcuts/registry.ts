import { keyName, matchKeys } from './match.ts';

export type Shortcut = { keys: string; description: string; group: 'page' | 'go' | 'everywhere'; action(): void };

/** A sequence that is not finished by then was not meant. */
const SEQUENCE_MS = 1_500;
const STORED = 'modekeeper.single-keys';
/** Typing belongs to the field. */
const FIELD = 'input, textarea, select, [contenteditable=""], [contenteditable="true"]';
/** What is open on top has its own keys. */
const OPEN = '[role="dialog"], [role="alertdialog"], [role="menu"]';

let shortcuts: readonly Shortcut[] = [];
let typed: string[] = [];
let typed_ms = 0;
const listeners = new Set<() => void>();

function become(next: readonly Shortcut[]): void {
  shortcuts = next;
  for (const listener of listeners) listener();
}

/** Adds a shortcut until the returned function is called. */
export function addShortcut(shortcut: Shortcut): () => void {
  become([...shortcuts, shortcut]);
  return () => become(shortcuts.filter((one) => one !== shortcut));
}

export const activeShortcuts = (): readonly Shortcut[] => shortcuts;

export function onShortcutsChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether keys without Ctrl or ⌘ do something; people who dictate or tremble turn them off (WCAG 2.1.4). */
export function hasSingleKeys(): boolean {
  try {
    return localStorage.getItem(STORED) !== 'off';
  } catch (_storageIsClosed) {
    return true;
  }
}

export function chooseSingleKeys(on: boolean): void {
  try {
    if (on) localStorage.removeItem(STORED);
    else localStorage.setItem(STORED, 'off');
  } catch (_storageIsClosed) {
    // The choice needs a storage; without one the keys stay as they are.
    return;
  }
}

/** Runs what a key press stands for. */
export function onShortcutKey(event: KeyboardEvent): void {
  const key = keyName(event);
  if (key === null || event.defaultPrevented || event.isComposing || event.repeat) return;
  if (document.querySelector(OPEN) !== null) return;
  const isSingle = !key.startsWith('mod+');
  if (isSingle && (!hasSingleKeys() || (event.target instanceof Element && event.target.closest(FIELD) !== null))) return;
  const isLate = event.timeStamp - typed_ms > SEQUENCE_MS;
  const match = matchKeys(isLate ? [] : typed, key, shortcuts);
  typed = match.typed;
  typed_ms = event.timeStamp;
  if (match.run === null) return;
  event.preventDefault();
  match.run.action();
}
