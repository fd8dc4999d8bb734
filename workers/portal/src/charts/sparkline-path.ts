type Size = { width: number; height: number };

/** An SVG path over values at even distances; a null lifts the pen. Empty when nothing can be drawn. */
export function sparklinePath(values: readonly (number | null)[], { height, width }: Size): string {
  const there = values.filter((value) => value !== null);
  if (there.length === 0) return '';
  const low = Math.min(...there);
  const span = Math.max(...there) - low;
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  let drawing = false;
  return values
    .map((value, at) => {
      if (value === null) {
        drawing = false;
        return '';
      }
      // Without a span the line lies in the middle.
      const y = span === 0 ? height / 2 : height - ((value - low) / span) * height;
      const command = `${drawing ? 'L' : 'M'}${round(at * step)} ${round(y)}`;
      drawing = true;
      return command;
    })
    .join('');
}

const round = (value: number) => Math.round(value * 10) / 10;
