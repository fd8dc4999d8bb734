import type { FlagSpec } from '../cli/spec.ts';

/** Flag of everything that is packed; its rule is `createdAt`. */
export const CREATED_AT: FlagSpec = {
  name: 'created-at',
  kind: 'text',
  value: 'TIME',
  help: 'Time that the manifest shows, e.g. 2026-01-02T03:04:05Z (default SOURCE_DATE_EPOCH, then now). Fixed, equal inputs give equal bytes.',
};
