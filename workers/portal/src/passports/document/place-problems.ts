import type { JsonNode } from './json-node.ts';

/** A stretch of the text, `[start, end)`. */
export type Place = { readonly start: number; readonly end: number };

/**
 * Where each dotted path (`limits.knob_limits.concurrency.min`, `allowed_chords[3]`) stands in the text. A member's place begins at its
 * key. Keys may hold dots, so two paths can read alike; the first in the text is taken.
 */
export function placesOf(root: JsonNode): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  const visit = (node: JsonNode, path: string): void => {
    for (const { key, key_start, node: child } of node.members) {
      const own = typeof key === 'number' ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
      if (!places.has(own)) places.set(own, { start: key_start, end: child.end });
      visit(child, own);
    }
  };
  visit(root, '');
  return places;
}

/** The place of a problem: of its path, else (it is missing) the head of what should hold it, else the start of the document. */
export function placeOf(places: ReadonlyMap<string, Place>, path: string, root: JsonNode): Place {
  const exact = places.get(path);
  if (exact !== undefined) return exact;
  for (let above = parentPath(path); above !== ''; above = parentPath(above)) {
    const place = places.get(above);
    if (place !== undefined) return { start: place.start, end: place.start };
  }
  return { start: root.start, end: root.start };
}

function parentPath(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['), 0));
}
