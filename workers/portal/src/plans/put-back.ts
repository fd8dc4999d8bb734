import type { JsonValue, Receipt } from '@modekeeper/contracts';
import { pointerParts } from './diff-lines.ts';
import { remainsOf } from './remains.ts';

type Patch = { [key: string]: JsonValue };

/** Merge patch (RFC 7386) that puts back what the receipt does not show as restored; null when everything is. `null` inside removes. */
export function putBackPatch(object: Receipt['objects'][number]): Patch | null {
  const pending = remainsOf(object).filter(({ outcome }) => outcome !== 'restored');
  if (pending.length === 0) return null;
  const patch: Patch = {};
  for (const { pointer } of pending) {
    const parts = pointerParts(pointer);
    const name = parts.pop() ?? '';
    let at = patch;
    for (const part of parts) {
      const next = (Object.hasOwn(at, part) ? at[part] : {}) as Patch;
      at[part] = next;
      at = next;
    }
    at[name] = (object.before[pointer] ?? null) as JsonValue;
  }
  return patch;
}

/** The command that applies it. The patch is quoted for a POSIX shell, whatever the values hold. */
export function putBackCommand(patch: Patch, { name, namespace }: { namespace: string; name: string }): string {
  const quoted = `'${JSON.stringify(patch).replaceAll("'", "'\\''")}'`;
  return `kubectl -n ${namespace} patch deployment ${name} --type merge -p ${quoted}`;
}
