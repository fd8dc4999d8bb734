export type Box = { x: number; y: number; width: number; height: number };
/** A label with the places that would do, the best first. */
export type Wanted = { width: number; height: number; places: readonly { x: number; y: number }[] };

const overlap = (one: Box, other: Box) =>
  one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;
const inside = (box: Box, bounds: Box) =>
  box.x >= bounds.x &&
  box.y >= bounds.y &&
  box.x + box.width <= bounds.x + bounds.width &&
  box.y + box.height <= bounds.y + bounds.height;

/**
 * A place for each label, inside the bounds and clear of the others; null for one that fits nowhere (its line is still drawn, its words
 * are in readout and table). Earlier labels go first.
 */
export function placeLabels(wanted: readonly Wanted[], bounds: Box): (Box | null)[] {
  const taken: Box[] = [];
  return wanted.map(({ height, places, width }) => {
    const box = places
      .map(({ x, y }) => ({ x, y, width, height }))
      .find((candidate) => inside(candidate, bounds) && !taken.some((other) => overlap(candidate, other)));
    if (box !== undefined) taken.push(box);
    return box ?? null;
  });
}
