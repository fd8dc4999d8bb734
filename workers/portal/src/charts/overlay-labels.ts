import type { ChartColor, ChartData } from './chart-types.ts';
import type { Box } from './place-labels.ts';

type Place = { x: number; y: number };
type Label = { text: string; color: ChartColor | 'ink-3'; places: (width: number, height: number) => Place[] };
type Frame = {
  x: (at_ms: number) => number;
  y: (value: number) => number;
  bounds: Box /** Device pixels per pixel. */;
  scale: number;
};

/** Share of the plot, from its top, in which windows and markers may write: the lines below stay readable. */
const LABEL_SHARE = 0.3;

/** What is written into a plot and where it could stand: markers first, they are what happened; then windows, then thresholds. */
export function labelsOf({ markers = [], thresholds = [], windows = [] }: ChartData, frame: Frame): Label[] {
  const { bounds, scale } = frame;
  const right = bounds.x + bounds.width;
  const lanes = (height: number) =>
    Array.from(
      { length: Math.max(1, Math.floor((bounds.height * LABEL_SHARE) / height)) },
      (_, lane) => bounds.y + 4 * scale + lane * (height + scale),
    );
  return [
    ...markers
      .filter(({ at_ms }) => frame.x(at_ms) >= bounds.x && frame.x(at_ms) <= right)
      .map(({ at_ms, color = 's-knob' as const, label }) => ({
        text: label,
        color,
        places: (width: number, height: number) => {
          const x = frame.x(at_ms);
          return lanes(height).flatMap((y) => [
            { x: x + 3 * scale, y },
            { x: x - 3 * scale - width, y },
          ]);
        },
      })),
    ...windows
      .filter(({ from_ms, to_ms }) => frame.x(to_ms) > bounds.x && frame.x(from_ms) < right)
      .map(({ color, from_ms, label, to_ms }) => ({
        text: label,
        color,
        places: (width: number, height: number) => {
          const from = Math.max(bounds.x, frame.x(from_ms));
          const to = Math.min(right, frame.x(to_ms));
          return lanes(height).flatMap((y) => [
            { x: from + 3 * scale, y },
            { x: to - 3 * scale - width, y },
          ]);
        },
      })),
    ...thresholds.map(({ label, value }) => ({
      text: label,
      color: 'ink-3' as const,
      places: (width: number, height: number) => {
        const y = frame.y(value);
        return [bounds.x + 3 * scale, right - width - 3 * scale].flatMap((x) => [
          { x, y: y - height - scale },
          { x, y: y + scale },
        ]);
      },
    })),
  ];
}
