import { z } from 'zod';
import { ERROR_CODES } from '../error-codes.ts';

/** The one JSON error of the API. */
export const apiErrorSchema = z.object({
  error: z.object({
    code: z.enum(ERROR_CODES),
    message: z.string(),
    hint: z.string(),
    docs_url: z.string(),
    request_id: z.string(),
  }),
});
export type ApiError = z.infer<typeof apiErrorSchema>;
