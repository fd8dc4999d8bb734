/** What is kept of an answer: its first lines, and of those so many characters. */
export type SnipLimits = { lines: number; characters: number };

/** The beginning of an answer, trimmed; a line of its own says that something was cut (contract page `kubernetes`, "k8s preflight"). */
export function snip(text: string, { characters, lines }: SnipLimits): string {
  const all = text.trim().split(/\r\n|\r|\n/);
  let kept = all.slice(0, lines).join('\n');
  let cut = all.length > lines;
  const points = Array.from(kept);
  if (points.length > characters) {
    kept = `${points.slice(0, characters - 3).join('')}...`;
    cut = true;
  }
  return cut ? `${kept}\n...(truncated)` : kept;
}
