import { z } from '@hono/zod-openapi';
import { passportSchema } from '@modekeeper/contracts';
import { fileSchema } from '../clusters/install-schemas.ts';

/** A passport.v0 as somebody wrote it; judged by the engine, with the contract's messages. */
const documentSchema = z.record(z.string(), z.unknown()).openapi({ description: 'A passport.v0 document' });

export const createPassportSchema = z
  .object({
    environment_id: z.string().max(40),
    template: z.string().max(40).optional(),
    document: documentSchema.optional(),
    name: z.string().trim().min(1).max(100).optional().openapi({ description: "In place of the document's name" }),
  })
  .refine((body) => (body.template === undefined) !== (body.document === undefined), {
    message: 'give template or document, one of them',
    path: ['document'],
  })
  .openapi('CreatePassport');
export type CreatePassport = z.infer<typeof createPassportSchema>;

export const addVersionSchema = z
  .object({ document: documentSchema, base_version: z.int().min(1).optional(), note: z.string().max(500).optional() })
  .openapi('AddPassportVersion');
export type AddVersion = z.infer<typeof addVersionSchema>;
export const publishSchema = z.object({ version: z.int().min(1) }).openapi('PublishPassport');

export const validateSchema = z
  .object({ text: z.string().max(262_144).optional(), document: documentSchema.optional() })
  .refine((body) => (body.text === undefined) !== (body.document === undefined), {
    message: 'give text or document, one of them',
    path: ['text'],
  })
  .openapi('ValidatePassport');
export const validationSchema = z
  .object({ ok: z.boolean(), problems: z.array(z.object({ path: z.string(), message: z.string() })) })
  .openapi('PassportValidation');

export const templateSchema = z
  .object({ name: z.string(), description: z.string(), document: passportSchema })
  .openapi('PassportTemplate');

const versionShape = {
  version: z.int(),
  digest: z.string(),
  note: z.string().nullable(),
  created_by: z.string(),
  created_at: z.string(),
};
export const versionSchema = z.object({ ...versionShape, document: passportSchema }).openapi('PassportVersion');
export type VersionView = z.infer<typeof versionSchema>;
export const passportViewSchema = z
  .object({
    id: z.string(),
    environment_id: z.string(),
    name: z.string(),
    latest_version: z.int(),
    published_version: z.int().nullable(),
    published_at: z.string().nullable(),
    published_by: z.string().nullable().openapi({ description: 'Id of the member who published' }),
    created_at: z.string(),
  })
  .openapi('Passport');
export type PassportView = z.infer<typeof passportViewSchema>;
export const passportDetailSchema = passportViewSchema.extend({ versions: z.array(versionSchema) }).openapi('PassportDetail');

export const diffQuerySchema = z.object({ from: z.coerce.number().int().min(1), to: z.coerce.number().int().min(1) });
export const diffSchema = z
  .object({
    from: z.int(),
    to: z.int(),
    differences: z.array(
      z.object({ path: z.string(), before: z.unknown(), after: z.unknown(), effect: z.enum(['loosens', 'tightens', 'neutral']) }),
    ),
  })
  .openapi('PassportDiff');

export const helmValuesSchema = z
  .object({
    version: z.int(),
    digest: z.string().openapi({ description: 'What the connector reports once it mounts this version' }),
    key: z.string().openapi({ description: 'What targets[].passport names' }),
    files: z.array(fileSchema),
  })
  .openapi('PassportHelmValues');
