import type { Rendered } from './helm.ts';

/** The charts' own words (NOTES.txt) on what is granted, without their next steps: this program takes those. */
export function describeGranted(connector: Rendered, guard: Rendered | null): string[] {
  const granted = between(connector.notes, 'What was granted', '\nNext:').replace('What was granted', 'What is granted');
  const limits =
    guard === null
      ? ''
      : `\nThe guard, which judges this ServiceAccount's requests and nobody else's:\n${between(guard.notes, 'What it lets pass:', '\nNext,')}`;
  return `${granted}${limits}`.split('\n').filter((line, index, lines) => line.trim() !== '' || lines[index - 1]?.trim() !== '');
}

function between(text: string, start: string, end: string): string {
  const from = text.indexOf(start);
  const to = text.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`the chart's NOTES.txt has no text from «${start}» to «${end.trim()}»`);
  return text.slice(from, to).trim();
}
