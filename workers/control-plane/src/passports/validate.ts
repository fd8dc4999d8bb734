import { validatePassportAll } from '@modekeeper/engine';
import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';

/** Every problem of a passport, with its path; text is judged as written (duplicate keys, fractions). */
export function validatePassportInput(
  ctx: MemberCtx,
  input: { text?: string | undefined; document?: Record<string, unknown> | undefined },
) {
  requirePermission(ctx, 'passport.read');
  const problems = validatePassportAll(input.text ?? JSON.stringify(input.document), 'passport');
  return { ok: problems.length === 0, problems: problems.map(({ message, path }) => ({ path, message })) };
}
