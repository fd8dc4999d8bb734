const IS_MAC = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The keys of a shortcut as they are printed: `mod+k` is `Ctrl K`, on a Mac `⌘ K`. */
export function keyLabels(keys: string): string[] {
  return keys.split(/[ +]/).map((key) => {
    if (key === 'mod') return IS_MAC ? '⌘' : 'Ctrl';
    return key.length === 1 ? key.toUpperCase() : key;
  });
}
