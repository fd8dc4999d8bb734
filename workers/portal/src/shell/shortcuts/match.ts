/** What a key press is called in shortcuts: `g`, `?`, `mod+k` (Ctrl, or ⌘ on a Mac). Null: none of ours. */
export function keyName(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): string | null {
  if (event.altKey || event.key.length !== 1 || event.key === ' ') return null;
  // On a keyboard of another script the key's place counts: the one that carries our letter.
  const place = /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase();
  const isAscii = event.key.charCodeAt(0) < 128;
  const letter = isAscii ? event.key : (place ?? event.key);
  const key = event.shiftKey ? letter : letter.toLowerCase();
  return event.ctrlKey || event.metaKey ? `mod+${key.toLowerCase()}` : key;
}

type WithKeys = { keys: string };

/**
 * Goes on with a sequence (`g o`) or starts anew. Of two shortcuts with the same keys the later one counts: the page's before the
 * frame's.
 */
export function matchKeys<One extends WithKeys>(
  typed: readonly string[],
  key: string,
  shortcuts: readonly One[],
): { run: One | null; typed: string[] } {
  const sequence = [...typed, key];
  const text = sequence.join(' ');
  const run = shortcuts.findLast(({ keys }) => keys === text) ?? null;
  if (run !== null) return { run, typed: [] };
  if (shortcuts.some(({ keys }) => keys.startsWith(`${text} `))) return { run: null, typed: sequence };
  return typed.length === 0 ? { run: null, typed: [] } : matchKeys([], key, shortcuts);
}
