import { z } from 'zod';
import type { JsonValue } from './value.ts';

/** Any JSON value as a schema; `null` included. */
export const jsonValueSchema: z.ZodType<JsonValue> = z.json();
