/** What is asked for: the palette, or the list of shortcuts. */
export type PaletteRequest = 'search' | 'shortcuts' | null;

let current: PaletteRequest = null;
const listeners = new Set<() => void>();

/** Opens one of the two, from anywhere; null closes. */
export function openPalette(request: PaletteRequest): void {
  current = request;
  for (const listener of listeners) listener();
}

export const paletteRequest = (): PaletteRequest => current;

export function onPaletteRequest(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
