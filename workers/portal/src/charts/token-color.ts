import type { ChartColor } from './chart-types.ts';

/** The value of a colour token as the theme has it now. */
export function tokenColor(name: ChartColor | 'line' | 'ink-3' | 'surface'): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
