export type Paint = (text: string) => string;
type Style = 'plain' | 'bold' | 'dim' | 'accent' | 'ok' | 'warn' | 'bad';

/** Select graphic rendition of each style: on and off. */
const CODES: Record<Style, readonly [number, number] | null> = {
  plain: null,
  bold: [1, 22],
  dim: [2, 22],
  accent: [36, 39],
  ok: [32, 39],
  warn: [33, 39],
  bad: [31, 39],
};

/** Marks text for a terminal that shows colours, and leaves it as it is for everything else. */
export function painter(colour: boolean): Record<Style, Paint> {
  const paint = (codes: readonly [number, number] | null): Paint =>
    colour && codes !== null ? (text) => `\u001b[${codes[0]}m${text}\u001b[${codes[1]}m` : (text) => text;
  return Object.fromEntries(Object.entries(CODES).map(([style, codes]) => [style, paint(codes)])) as Record<Style, Paint>;
}

/** A text in lines of at most `width` characters, broken at blanks; leading blanks stay on the first line. A longer word stands alone. */
export function wrapped(text: string, width: number): string[] {
  const lead = /^ */.exec(text)?.[0] ?? '';
  const lines: string[] = [];
  let line = lead;
  for (const word of text.trim().split(/ +/)) {
    const joined = line === lead ? line + word : `${line} ${word}`;
    if (joined.length <= width || line === lead) line = joined;
    else {
      lines.push(line);
      line = `${lead}${word}`;
    }
  }
  return [...lines, line];
}
