import type { JsonValue } from '@modekeeper/contracts/json/value';
import { type JsonNode, type JsonPath, nodeAt } from './json-node.ts';
import { readJson } from './read-json.ts';

/**
 * The text with one value put at a path; everything else stays as it was written, to the letter. What encloses the path is made when it
 * is not there. Only for texts that `readJson` finds no flaw in.
 */
export function setAt(text: string, path: JsonPath, value: JsonValue): string {
  const { root } = readJson(text);
  const node = nodeAt(root, path);
  if (node !== undefined) return splice(text, node.start, node.end, writeOver(text, root, node, value));
  const above = path.slice(0, -1);
  const key = path.at(-1);
  if (key === undefined) return text;
  const parent = nodeAt(root, above);
  if (parent === undefined || !isContainer(parent))
    return setAt(text, above, typeof key === 'number' ? [value] : { [key]: value });
  return append(text, root, parent, key, value);
}

/** The text without the member or item at a path; unchanged when there is none. */
export function removeAt(text: string, path: JsonPath): string {
  const { root } = readJson(text);
  const parent = nodeAt(root, path.slice(0, -1));
  const index = parent?.members.findIndex(({ key }) => key === path.at(-1)) ?? -1;
  const member = parent?.members[index];
  if (parent === undefined || member === undefined) return text;
  const [before, after] = [parent.members[index - 1], parent.members[index + 1]];
  if (before !== undefined) return splice(text, before.node.end, member.node.end, '');
  if (after !== undefined) return splice(text, member.key_start, after.key_start, '');
  return splice(text, parent.start + 1, parent.end - 1, '');
}

function splice(text: string, start: number, end: number, inserted: string): string {
  return text.slice(0, start) + inserted + text.slice(end);
}

function isContainer({ value }: JsonNode): boolean {
  return typeof value === 'object' && value !== null;
}

function append(text: string, root: JsonNode, parent: JsonNode, key: string | number, value: JsonValue): string {
  const last = parent.members.at(-1);
  const style = styleOf(text, root);
  const own = lineIndent(text, parent.start);
  // A list on one line stays on it; an empty one is written as the rest of the text.
  const flat = last === undefined ? style.unit === null : !text.slice(parent.start, last.key_start).includes('\n');
  const indent = flat ? own : last === undefined ? own + (style.unit ?? '') : lineIndent(text, last.key_start);
  const label = typeof key === 'number' ? '' : `${JSON.stringify(key)}:${style.space}`;
  const member = label + write(value, style, indent, flat);
  if (last !== undefined) return splice(text, last.node.end, last.node.end, (flat ? `,${style.space}` : `,\n${indent}`) + member);
  return splice(text, parent.start + 1, parent.end - 1, flat ? member : `\n${indent}${member}\n${own}`);
}

function writeOver(text: string, root: JsonNode, node: JsonNode, value: JsonValue): string {
  const flat = node.members.length > 0 && !text.slice(node.start, node.end).includes('\n');
  return write(value, styleOf(text, root), lineIndent(text, node.start), flat);
}

/** How a text is written: its step of indentation (null: all on one line) and what stands after a colon or comma on one line. */
type Style = { unit: string | null; space: string };

function styleOf(text: string, root: JsonNode): Style {
  // A colon in some text says nothing about the writing: only what stands between a key and its value does.
  const first = root.members[0];
  if (!text.includes('\n'))
    return { unit: null, space: first && text.slice(first.key_start, first.node.start).endsWith(' ') ? ' ' : '' };
  return { unit: /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ', space: ' ' };
}

function write(value: JsonValue, style: Style, indent: string, flat: boolean): string {
  if (flat || style.unit === null) return writeFlat(value, style.space);
  return JSON.stringify(value, null, style.unit).replaceAll('\n', `\n${indent}`);
}

function writeFlat(value: JsonValue, space: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => writeFlat(item, space)).join(`,${space}`)}]`;
  const members = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${space}${writeFlat(item, space)}`);
  return members.length === 0 ? '{}' : `{${space}${members.join(`,${space}`)}${space}}`;
}

/** Blanks at the start of the line that a place stands in. */
function lineIndent(text: string, at: number): string {
  const line_start = text.lastIndexOf('\n', at - 1) + 1;
  return /^[ \t]*/.exec(text.slice(line_start, at))?.[0] ?? '';
}
