import { artifactLine } from '@modekeeper/contracts';

/** Text of a Markdown summary: a heading, then `key: value` lines; scalars as JSON literals, strings unquoted, lists and objects compact. */
export function summaryMarkdown(heading: string, lines: readonly (readonly [string, unknown])[]): string {
  return [`# ${heading}`, '', ...lines.map(keyLine), ''].join('\n');
}

/** `key: value` of a summary. */
export function keyLine([key, value]: readonly [string, unknown]): string {
  return `${key}: ${literal(value)}`;
}

/** A list of a summary: the key alone, then bullets; `(none)` stands for an empty list. */
export function bulletLines(key: string, items: readonly string[]): string[] {
  return [`${key}:`, ...(items.length === 0 ? ['(none)'] : items).map((item) => `- ${item}`)];
}

/** A value as summaries show it. */
export function literal(value: unknown): string {
  return typeof value === 'string' ? value : artifactLine(value ?? null);
}
