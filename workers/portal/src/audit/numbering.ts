type Numbered = { seq: number };

/** What is loaded of a log that is numbered from 1 without gaps, newest first: the range, and what is missing in it (which must be nothing). */
export function numbering(events: readonly Numbered[]): { newest: number; oldest: number; missing: number } | null {
  const [first] = events;
  const last = events.at(-1);
  if (first === undefined || last === undefined) return null;
  const distinct = new Set(events.map(({ seq }) => seq)).size;
  return { newest: first.seq, oldest: last.seq, missing: first.seq - last.seq + 1 - distinct };
}
