import { sortedByCodePoint } from '@modekeeper/contracts';
import { PASSPORT_TEMPLATES } from '@modekeeper/engine';
import type { Run } from '../../cli/spec.ts';

/** `mk passport templates`: sorted names, one a line. */
export const runTemplates: Run = async (io) => {
  for (const name of sortedByCodePoint(PASSPORT_TEMPLATES.map((template) => template.name))) io.out(name);
  return 0;
};
