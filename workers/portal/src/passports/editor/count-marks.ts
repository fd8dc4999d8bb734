import type { DraftMark } from '../document/check-draft.ts';

export function countMarks(marks: readonly DraftMark[]): { errors: number; notes: number } {
  const errors = marks.filter(({ kind }) => kind === 'error').length;
  return { errors, notes: marks.length - errors };
}
