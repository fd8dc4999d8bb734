import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { pageQuerySchema, pageSchema } from '@modekeeper/contracts';
import type { AppEnv } from '../http/app-env.ts';
import { pageQueryOf } from '../http/paging.ts';
import { jsonBody, tenantRoute } from '../http/route.ts';
import { addPassportVersion } from './add-version.ts';
import { createPassport } from './create.ts';
import { passportHelmValues } from './helm-values.ts';
import { publishPassport } from './publish.ts';
import { diffVersions, listPassports, showPassport } from './read.ts';
import {
  addVersionSchema,
  createPassportSchema,
  diffQuerySchema,
  diffSchema,
  helmValuesSchema,
  passportDetailSchema,
  passportViewSchema,
  publishSchema,
  templateSchema,
  validateSchema,
  validationSchema,
  versionSchema,
} from './schemas.ts';
import { templatesOf } from './templates.ts';
import { validatePassportInput } from './validate.ts';

const tag = 'Passports';
const params = z.object({ id: z.string() });
const templates = tenantRoute({
  method: 'get',
  path: '/v1/passport-templates',
  tag,
  summary: 'List the templates',
  answer: { status: 200, description: 'Templates', schema: z.object({ items: z.array(templateSchema) }) },
});
const create = tenantRoute({
  method: 'post',
  path: '/v1/passports',
  tag,
  summary: 'Make a passport of an environment',
  request: { body: jsonBody(createPassportSchema) },
  answer: { status: 201, description: 'The passport with its first version', schema: passportDetailSchema },
});
const list = tenantRoute({
  method: 'get',
  path: '/v1/passports',
  tag,
  summary: 'List the passports',
  request: { query: pageQuerySchema.extend({ environment_id: z.string().optional() }) },
  answer: { status: 200, description: 'Passports, newest first', schema: pageSchema(passportViewSchema) },
});
const validate = tenantRoute({
  method: 'post',
  path: '/v1/passports/validate',
  tag,
  summary: 'Validate a passport',
  description: 'Answers every problem with its path; nothing is stored.',
  request: { body: jsonBody(validateSchema) },
  answer: { status: 200, description: 'Problems, in validation order', schema: validationSchema },
});
const show = tenantRoute({
  method: 'get',
  path: '/v1/passports/{id}',
  tag,
  summary: 'Show a passport with its versions',
  request: { params },
  answer: { status: 200, description: 'The passport', schema: passportDetailSchema },
});
const addVersion = tenantRoute({
  method: 'post',
  path: '/v1/passports/{id}/versions',
  tag,
  summary: 'Add a version',
  request: { params, body: jsonBody(addVersionSchema) },
  answer: { status: 201, description: 'The version', schema: versionSchema },
});
const diff = tenantRoute({
  method: 'get',
  path: '/v1/passports/{id}/diff',
  tag,
  summary: 'Compare two versions',
  request: { params, query: diffQuerySchema },
  answer: { status: 200, description: 'Differences', schema: diffSchema },
});
const publish = tenantRoute({
  method: 'post',
  path: '/v1/passports/{id}/publish',
  tag,
  summary: 'Publish a version',
  description: 'A version with gate apply on needs a fresh second factor. Clusters get it by Helm values or GitOps only.',
  request: { params, body: jsonBody(publishSchema) },
  answer: { status: 200, description: 'The passport', schema: passportViewSchema },
});
const helmValues = tenantRoute({
  method: 'get',
  path: '/v1/passports/{id}/helm-values',
  tag,
  summary: 'Get the published version as Helm values',
  request: { params },
  answer: { status: 200, description: 'Values files', schema: helmValuesSchema },
});

export function addPassportRoutes(app: OpenAPIHono<AppEnv>): void {
  app.openapi(templates, (c) => {
    const items = templatesOf(c.get('base')).map((document) => ({
      name: document.name,
      description: document.description,
      document,
    }));
    return c.json({ items }, 200);
  });
  app.openapi(validate, (c) => c.json(validatePassportInput(c.get('member'), c.req.valid('json')), 200));
  app.openapi(create, async (c) => c.json(await createPassport(c.get('member'), c.req.valid('json')), 201));
  app.openapi(list, async (c) => {
    const query = c.req.valid('query');
    return c.json(await listPassports(c.get('member'), query, pageQueryOf(query)), 200);
  });
  app.openapi(show, async (c) => c.json(await showPassport(c.get('member'), c.req.valid('param')), 200));
  app.openapi(addVersion, async (c) =>
    c.json(await addPassportVersion(c.get('member'), { ...c.req.valid('param'), ...c.req.valid('json') }), 201),
  );
  app.openapi(diff, async (c) =>
    c.json(await diffVersions(c.get('member'), { ...c.req.valid('param'), ...c.req.valid('query') }), 200),
  );
  app.openapi(publish, async (c) =>
    c.json(await publishPassport(c.get('member'), { ...c.req.valid('param'), ...c.req.valid('json') }), 200),
  );
  app.openapi(helmValues, async (c) => c.json(await passportHelmValues(c.get('member'), c.req.valid('param')), 200));
}
