import type { Receipt } from '@modekeeper/contracts';
import { pointerParts, prettyPath } from './diff-lines.ts';

/** A touched field as the receipt leaves it. `unread`: a request may have landed and nobody read the field since. */
export type Remaining = {
  pointer: string;
  /** Name of the field, and what holds it. */
  field: string;
  within: string;
  before: string;
  now: string;
  /** `changed`: not what it was. `restored`: as it was before. `unread`: not known. */
  outcome: 'changed' | 'restored' | 'unread';
};

/** Field by field, what the receipt says is there; nothing is concluded for what it does not name. */
export function remainsOf(object: Receipt['objects'][number]): Remaining[] {
  return Object.entries(object.before).map(([pointer, before]) => {
    const parts = pointerParts(pointer);
    const isKnown = Object.hasOwn(object.after, pointer);
    const now = object.after[pointer];
    return {
      pointer,
      field: parts.at(-1) ?? '',
      within: prettyPath(parts.slice(0, -1)),
      before: textOf(before),
      now: isKnown ? textOf(now) : 'not known',
      outcome: !isKnown ? 'unread' : JSON.stringify(now) === JSON.stringify(before) ? 'restored' : 'changed',
    };
  });
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? 'absent' : JSON.stringify(value);
}
