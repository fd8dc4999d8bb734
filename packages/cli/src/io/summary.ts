import { artifactLine } from '@modekeeper/contracts';

/** Text of a Markdown summary: a heading, then `key: value` lines; scalars as JSON literals, strings unquoted, lists and objects compact. */
export function summaryMarkdown(heading: string, lines: readonly (readonly [string, unknown])[]): string {
  return [`# ${heading}`, '', ...lines.map(([key, value]) => `${key}: ${literal(value)}`), ''].join('\n');
}

/** A value as summaries show it. */
export function literal(value: unknown): string {
  return typeof value === 'string' ? value : artifactLine(value ?? null);
}
