import type { Effect } from '@modekeeper/contracts';

export type DiffLine = { kind: 'path' | 'del' | 'add'; text: string };

/** The parts of a JSON pointer (RFC 6901). */
export function pointerParts(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** `spec.template.metadata.annotations`, as people write it; parts that hold dots or blanks stand in brackets. */
export function prettyPath(parts: readonly string[]): string {
  return parts.map((part, index) => (/^[\w-]+$/.test(part) ? (index === 0 ? part : `.${part}`) : `["${part}"]`)).join('');
}

/** One object's difference, grouped by the field that holds the changed ones: its path, then lines taken away and added. */
export function diffLines(changes: Effect['objects'][number]['changes']): DiffLine[] {
  const byParent = new Map<string, DiffLine[]>();
  for (const [pointer, before, after] of changes) {
    const parts = pointerParts(pointer);
    const name = parts.at(-1) ?? '';
    const parent = prettyPath(parts.slice(0, -1)) || 'the object itself';
    const lines = byParent.get(parent) ?? [];
    byParent.set(parent, lines);
    if (before !== null) lines.push({ kind: 'del', text: `${name}: ${JSON.stringify(before)}` });
    if (after !== null) lines.push({ kind: 'add', text: `${name}: ${JSON.stringify(after)}` });
  }
  return [...byParent].flatMap(([text, lines]) => [{ kind: 'path' as const, text }, ...lines]);
}

/** Lines of one effect that the other does not have: what changed between the two. */
export function onlyIn(one: Effect, other: Effect): Effect['objects'][number]['changes'] {
  const known = new Set(other.objects.flatMap(({ changes, uid }) => changes.map((change) => JSON.stringify([uid, change]))));
  return one.objects.flatMap(({ changes, uid }) => changes.filter((change) => !known.has(JSON.stringify([uid, change]))));
}
