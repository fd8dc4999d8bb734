import type { Passport } from '@modekeeper/contracts';
import { PASSPORT_TEMPLATES, SANDBOX_TEMPLATES } from '@modekeeper/engine';
import type { BaseCtx } from '../platform/context.ts';

/** Templates to start from; the one for the demo is offered in the sandbox only. */
export function templatesOf(ctx: BaseCtx): readonly Passport[] {
  return ctx.config.ENVIRONMENT === 'sandbox' ? [...PASSPORT_TEMPLATES, ...SANDBOX_TEMPLATES] : PASSPORT_TEMPLATES;
}
