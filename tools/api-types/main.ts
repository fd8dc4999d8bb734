// `npm run api-types`: the portal's types of the API, from the same document that `/openapi.json` answers. `--check` only compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import openapiTS, { astToString } from 'openapi-typescript';
import { createApp } from '../../workers/control-plane/src/http/app.ts';
import { openApiDocument } from '../../workers/control-plane/src/http/docs.ts';

const file = join(resolve(import.meta.dirname, '../..'), 'workers/portal/src/api/schema.d.ts');
const { values: flags } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

// The document as JSON: what a client of `/openapi.json` would see, nothing that only lives in memory.
const document = JSON.parse(JSON.stringify(openApiDocument(createApp(), 'http://localhost'))) as Parameters<typeof openapiTS>[0];
const types = `// Made by \`npm run api-types\` from the API's own description; do not edit.\n${astToString(await openapiTS(document))}`;

if (!flags.check) writeFileSync(file, types);
else if (readFileSync(file, 'utf8') !== types) {
  process.stderr.write(
    "ERROR: the portal's types of the API are older than its routes; run npm run api-types and commit the result.\n",
  );
  process.exit(1);
}
