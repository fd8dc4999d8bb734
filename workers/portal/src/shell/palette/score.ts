/** What a word of a name stands behind. */
const SEPARATORS = [' ', '/', '-', '_', '.'];

/**
 * How well an entry fits what was typed, 0 to 1; 0 leaves it out. Every typed word must stand in the entry's words, best at the start of
 * one: letters strewn over a text are no match, or "pass" would find "Stop changes". A pasted id finds what it names.
 */
export function scoreOf(id: string, search: string, words: readonly string[] = []): number {
  const wanted = search.trim().toLowerCase();
  if (wanted === '' || id.toLowerCase() === wanted) return 1;
  const text = words.join(' ').toLowerCase();
  const scores = wanted.split(/\s+/).map((word) => {
    if (text.startsWith(word)) return 1;
    if (SEPARATORS.some((separator) => text.includes(`${separator}${word}`))) return 0.8;
    return text.includes(word) ? 0.5 : 0;
  });
  return Math.min(...scores);
}
